import type { ColumnForecast } from '../../application/forecasting/forecast-file.js';

/** One line that says how good the forecasts of a column have been in the rows that were held back. */
export function skillText({ name, skill }: ColumnForecast, levels: readonly number[]): string {
  if (skill === undefined || skill.judged === 0) {
    return `${name}: too few rows to tell how far the forecast may be off; it has no intervals`;
  }
  const errors = `MSE ${figure(skill.mse)}, of the seasonal naive forecast ${figure(skill.baselineMse)}`;
  const held = levels.map((level, index) => `${percent(skill.coverage[index] ?? NaN)} inside ${percent(level)}`);
  return `${name}: ${errors}; ${held.join(', ')}`;
}

function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
