import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { DuckDbTelemetryStore } from '../../src/adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { BatchBuilder, type TelemetryBatch } from '../../src/domain/telemetry/telemetry-batch.js';
import { mulberry32 } from '../service/mulberry32.js';

const series = 5_000;
const steps = 400;
const stepsPerBatch = 10;
const stepMs = 10_000;

export interface StoreFigures {
  readonly pointsPerSecond: number;
  /** On disk, raw points and tiers, after the store has been closed and its log merged. */
  readonly bytesPerPoint: number;
}

/** Appends sensor-like points durably and rolls them up, as the service does. */
export async function measureStore(): Promise<StoreFigures> {
  const dir = await mkdtemp(join(tmpdir(), 'plenum-bench-store-'));
  const open = () => DuckDbTelemetryStore.open({ dir, clock: new SystemClock() });
  let store = await open();
  try {
    const random = mulberry32(1);
    const levels = Array.from({ length: series }, () => 15 + random() * 30);
    const startedAt = performance.now();
    for (let step = 0; step < steps; step += stepsPerBatch) await store.appendPoints(batchFrom(step, levels, random));
    await store.rollUp();
    const elapsedSeconds = (performance.now() - startedAt) / 1000;
    await store.close();
    store = await open();
    const { points, bytesOnDisk } = await store.stats();
    return { pointsPerSecond: points / elapsedSeconds, bytesPerPoint: bytesOnDisk / points };
  } finally {
    await store.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/** Readings of a hundredth of a unit that wander a little, as temperature sensors give them. */
function batchFrom(firstStep: number, levels: number[], random: () => number): TelemetryBatch {
  const builder = new BatchBuilder(series * stepsPerBatch);
  const startsAt = Date.UTC(2026, 0, 1);
  for (let step = firstStep; step < firstStep + stepsPerBatch; step += 1) {
    for (const [index, level] of levels.entries()) {
      const next = level + (random() - 0.5) * 0.4;
      levels[index] = next;
      builder.push(index + 1, startsAt + step * stepMs, Math.round(next * 100) / 100);
    }
  }
  return builder.build();
}
