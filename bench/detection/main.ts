import type { BenchRow } from './bench-row.js';
import { runLoadBench, runRulesBench } from './load-bench.js';
import { runNabBench } from './nab-bench.js';
import { runSiteBench } from './site-bench.js';
import { runSiteFalseAlarms } from './site-false-alarms.js';
import { runSkabBench } from './skab-bench.js';

/** Measures detection: quality on NAB and SKAB, on synthetic telemetry and on the twin of the demo site; throughput and memory. */
export async function runDetectionBench(sharedDataDir: string): Promise<BenchRow[]> {
  const quality = [...(await runNabBench(sharedDataDir)), ...(await runSkabBench(sharedDataDir)), ...runSiteBench()];
  return [...quality, ...(await runSiteFalseAlarms()), ...runLoadBench(), ...runRulesBench()];
}
