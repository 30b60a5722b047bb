import type { ForecastBacktest, ForecastBacktestResult } from '../../application/forecasting/backtest-forecasters.js';

const heads = [
  'model',
  'horizon',
  'look-back',
  'MSE',
  'MAE',
  'skill',
  'cover 80 %',
  'cover 95 %',
  'fit s',
  'forecast s',
];

/** The results as people read them in a terminal. */
export function backtestText({ input, columns, split, results, chosen }: ForecastBacktest): string {
  const { train, validation, test } = split;
  const lines = [heads, ...results.map(cellsOf)];
  const widths = heads.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const table = lines.map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const choices = Object.entries(chosen).map(([horizon, model]) => `${horizon}: ${model}`);
  return [
    `${input}: ${columns.length} columns; ${train} training, ${validation} validation and ${test} test rows`,
    '',
    ...table,
    '',
    `Errors in standard deviations of the training rows. Chosen: ${choices.join(', ')}`,
    '',
  ].join('\n');
}

function cellsOf(result: ForecastBacktestResult): string[] {
  const { model, horizon, lookback, mse, mae, skillVsSeasonalNaive, coverage, fitSeconds, forecastSeconds } = result;
  const covered = (level: string): string => {
    const share = coverage?.[level];
    return share === undefined ? '-' : `${(100 * share).toFixed(1)} %`;
  };
  return [
    model,
    String(horizon),
    String(lookback),
    mse.toFixed(4),
    mae.toFixed(4),
    `${(100 * skillVsSeasonalNaive).toFixed(1)} %`,
    covered('0.8'),
    covered('0.95'),
    fitSeconds.toFixed(1),
    forecastSeconds.toFixed(1),
  ];
}
