import { messageOf } from '../../../domain/errors.js';
import type { Log } from '../../../ports/log.js';

/** Logs each sensor that cannot be read once, however often it is tried. */
export class SensorFaults {
  readonly #reported = new Set<string>();

  constructor(private readonly log: Log) {}

  report(sensor: string, error: unknown): void {
    if (this.#reported.has(sensor)) return;
    this.#reported.add(sensor);
    this.log.warn('host sensor cannot be read and is left out', { sensor, cause: messageOf(error) });
  }
}
