import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SiteModel } from '../../src/domain/assets/site-model.js';
import { type DetectorName, detectors, liveDetector } from '../../src/domain/detection/catalogue.js';
import { DetectorBank } from '../../src/domain/detection/detector-bank.js';
import { SettingsInForce } from '../../src/domain/detection/settings/settings-in-force.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { batchOf, type TelemetryBatch } from '../../src/domain/telemetry/telemetry-batch.js';
import { type BenchRow, benchRow } from './bench-row.js';

const SERIES = 2_500;
const SWEEPS = 600;
/** Two days and more, so that every part of the detectors is on. */
const WARM_UP_SWEEPS = 300;
const STEP_MS = 600_000;

/** How much slower the bank of live series is with a rule on every series; the two take turns, so that the machine is fair to both. */
export function runRulesBench(): BenchRow[] {
  const registry = loadedRegistry();
  const site = new SiteModel([]);
  const rule = { name: 'all', match: {}, set: { sensitivity: 0.9, minDeviationShare: 0.01, criticalAbove: 1_000 } };
  const plain = new DetectorBank(registry, liveDetector, new SettingsInForce(() => site));
  const ruled = new DetectorBank(registry, liveDetector, new SettingsInForce(() => site, [rule]));
  const seconds = new Map([plain, ruled].map((bank) => [bank, 0]));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const batch = sweepAt(sweep);
    for (const bank of sweep % 2 === 0 ? [plain, ruled] : [ruled, plain]) {
      const spent = cpuSecondsOf(() => bank.score(batch));
      if (sweep >= WARM_UP_SWEEPS) seconds.set(bank, (seconds.get(bank) ?? 0) + spent);
    }
  }
  const slower = (seconds.get(ruled) ?? 0) / (seconds.get(plain) ?? 1) - 1;
  const what = 'slower with a rule on every series';
  return [benchRow({ area: 'detection', what, value: 100 * slower, unit: '%', target: 5, reference: '' })];
}

function cpuSecondsOf(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

function loadedRegistry(): SeriesRegistry {
  const registry = new SeriesRegistry();
  for (let i = 0; i < SERIES; i++) {
    const identity = { assetId: `server-${i}`, metric: 'hw.host.power', component: '' };
    registry.intern(identity, { unit: 'W', source: 'bench', simulated: true });
  }
  return registry;
}

/**
 * Points per second of processor time (whatever else the machine does) through the bank, and memory per series, for each
 * detector, once it is warm. Another bank goes first, and is kept until the end: what the engine compiles is no memory of the
 * series, and would come and go by 200 bytes for each of them.
 */
export function runLoadBench(): BenchRow[] {
  return (Object.keys(detectors) as DetectorName[]).flatMap((name) => {
    const registry = loadedRegistry();
    const sweeps = Array.from({ length: SWEEPS }, (_, sweep) => sweepAt(sweep));
    const first = warmedUp(registry, name, sweeps);
    const before = heapBytes();
    const bank = warmedUp(registry, name, sweeps);
    const bytes = (heapBytes() - before) / SERIES;
    const seconds = cpuSecondsOf(() => {
      for (const sweep of sweeps.slice(WARM_UP_SWEEPS)) bank.score(sweep);
    });
    first.score(sweepAt(SWEEPS)); // The engine might drop it earlier.
    const rate = ((SWEEPS - WARM_UP_SWEEPS) * SERIES) / seconds;
    const area = 'detection';
    return [
      benchRow({ area, what: `throughput, ${name}`, value: rate, unit: 'points/s', ...throughput }),
      benchRow({ area, what: `heap per series, ${name}`, value: bytes, unit: 'B', ...memory }),
      benchRow({
        area,
        what: `saved per series, ${name}`,
        value: bank.snapshot().length / SERIES,
        unit: 'B',
        ...memory,
      }),
    ];
  });
}

function warmedUp(registry: SeriesRegistry, name: DetectorName, sweeps: readonly TelemetryBatch[]): DetectorBank {
  const bank = new DetectorBank(registry, name);
  for (const sweep of sweeps.slice(0, WARM_UP_SWEEPS)) bank.score(sweep);
  return bank;
}

const throughput = { target: 1_000_000, reference: 'Netdata about 250,000-500,000' };
const memory = { target: 2_048, reference: 'Netdata 18 KB' };

/** One reading of every series, as a collector delivers it: a day's wave plus a repeatable ripple. */
function sweepAt(sweep: number): TelemetryBatch {
  const at = 1_700_000_000_000 + sweep * STEP_MS;
  return batchOf(
    Array.from({ length: SERIES }, (_, i) => ({
      seriesId: i + 1,
      at,
      value: 350 + 80 * Math.sin(at / 13_750_000 + i) + ((sweep * 7_919 + i * 104_729) % 1_000) / 200,
    })),
  );
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void; // The flag above puts it there.
  // More than once: buffers are given back only after what held them is gone.
  for (let i = 0; i < 3; i++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
