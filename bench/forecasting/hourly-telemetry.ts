import type { EvenSeries } from '../../src/domain/forecasting/even-series.js';
import { ordinarySeries, restlessSeries } from '../detection/site-series.js';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const days = 90;
const seeds = [1, 2, 3];

/** Ninety days of hourly means of each kind of site telemetry, three series each. */
export function hourlyTelemetry(): { readonly name: string; readonly series: readonly EvenSeries[] }[] {
  return [...ordinarySeries, ...restlessSeries].map(({ name, start }) => ({
    name: `site telemetry: ${name}`,
    series: seeds.map((seed) => hourly(start(seed))),
  }));
}

function hourly(valueAt: (at: number) => number): EvenSeries {
  const startMs = Date.UTC(2026, 0, 5);
  const values = Float64Array.from({ length: days * 24 }, (_, hour) => {
    let sum = 0;
    for (let minute = 0; minute < 60; minute++) sum += valueAt(startMs + hour * hourMs + minute * minuteMs);
    return sum / 60;
  });
  return { startMs, stepMs: hourMs, values };
}
