import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchRow } from './bench-row.js';
import { runLoadBench } from './load-bench.js';
import { runNabBench } from './nab-bench.js';
import { runSiteBench } from './site-bench.js';
import { runSiteFalseAlarms } from './site-false-alarms.js';
import { runSkabBench } from './skab-bench.js';

/**
 * Measures detection: quality on NAB and SKAB (`<sharedDataDir>/nab`, `/skab`), on synthetic telemetry and on the twin of the
 * demo site, throughput and memory. Prints the figures
 * beside their targets and writes them to `bench/results/detection.json` under the current folder.
 */
export async function runDetectionBench(sharedDataDir: string): Promise<BenchRow[]> {
  const quality = [...(await runNabBench(sharedDataDir)), ...(await runSkabBench(sharedDataDir)), ...runSiteBench()];
  const rows = [...quality, ...(await runSiteFalseAlarms()), ...runLoadBench()];
  console.table(rows.map(forPeople));
  const folder = join('bench', 'results');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'detection.json'), `${JSON.stringify(rows, null, 2)}\n`);
  return rows;
}

function forPeople({ what, value, unit, target, ratio, reference }: BenchRow) {
  const rounded = Number(value.toPrecision(4));
  return { what, value: rounded, unit, target, ratio: ratio && Number(ratio.toFixed(2)), reference };
}
