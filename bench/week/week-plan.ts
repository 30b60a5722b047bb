import type { FaultRequest } from '../../src/domain/twin/faults/fault.js';

export interface WeekPlan {
  /** Path of the site file. */
  readonly siteFile: string;
  readonly seed: number;
  /** Epoch ms. */
  readonly startMs: number;
  readonly hours: number;
  readonly faults: readonly PlannedFault[];
}

/** A fault that strikes after so many hours and ends by itself. */
export interface PlannedFault {
  readonly afterHours: number;
  readonly fault: FaultRequest & { readonly durationSeconds: number };
}

/** An hour of readings. */
export interface WeekHour {
  readonly points: number;
  /** Plenum's JSON. */
  readonly body: string;
}

export const stepSeconds = 300;

const hour = 3_600;

/** One trouble or two a day, each in another hall, from the second day on. */
export function faultsOfTheWeek(halls: number): readonly PlannedFault[] {
  const faults: readonly [day: number, clock: number, kind: string, asset: string, hours: number][] = [
    [1, 9, 'crah-fan-failure', 'crah-1', 2],
    [1, 15, 'pdu-feed-loss', 'pdu-a1', 1],
    [2, 10, 'hot-air-recirculation', 'rack-03', 3],
    [2, 14, 'clogged-filter', 'crah-3', 6],
    [3, 4, 'runaway-job', 'rack-01-server-02', 2],
    [3, 11, 'sensor-drift', 'crah-2', 8],
    [4, 2, 'pdu-feed-loss', 'pdu-b2', 2],
    [4, 13, 'gpu-throttling', 'rack-06-server-01', 5],
    [5, 8, 'crah-fan-failure', 'crah-4', 1],
    [5, 20, 'sensor-stuck', 'rack-05', 6],
    [6, 12, 'hot-air-recirculation', 'rack-09', 2],
  ];
  return faults.map(([day, clock, kind, asset, hours], i) => ({
    afterHours: day * 24 + clock,
    fault: { kind, asset: `hall-${(i % halls) + 1}-${asset}`, durationSeconds: hours * hour },
  }));
}
