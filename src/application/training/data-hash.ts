import { createHash } from 'node:crypto';
import type { EvenSeries } from '../../domain/forecasting/even-series.js';

/** SHA-256 of names, times and values, as hexadecimal digits. */
export function dataHashOf(names: readonly string[], series: readonly EvenSeries[]): string {
  const hash = createHash('sha256');
  series.forEach(({ startMs, stepMs, values }, i) => {
    hash.update(JSON.stringify([names[i], startMs, stepMs, values.length]));
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  });
  return hash.digest('hex');
}

/** Short name of everything that a training's result hangs on. */
export function keyOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}
