import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const run = promisify(execFile);
const patienceMs = 180_000;

interface Told {
  readonly alerts: readonly { readonly assetId: string; readonly metric: string; readonly days: number }[];
  readonly incidents: readonly { readonly title: string; readonly severity: string; readonly cause: string }[];
}

/** Real: twin, residuals, detectors, alert rules, grouping. Not there: bus, store, wall clock. Days are simulated. */
it(
  'a battery that loses 2 % a day is told of before it has lost a seventh, by how long it should last for its load',
  async () => {
    const program = ['--import', './scripts/typescript.mjs', 'bench/detection/ageing-battery-process.ts'];
    const { stdout } = await run(process.execPath, [...program, '42', '2026-06-19T03:20Z']);
    const { alerts, incidents } = JSON.parse(stdout) as Told;
    expect(alerts).toMatchObject([{ assetId: 'ups-a', metric: 'dc.ups.battery_time_residual' }]);
    expect(alerts[0]?.days).toBeGreaterThan(3);
    expect(alerts[0]?.days).toBeLessThan(7);
    expect(incidents).toEqual([
      { title: 'UPS ups-a: battery lasts shorter than its load allows', severity: 'warning', cause: 'battery-aged' },
    ]);
  },
  patienceMs,
);
