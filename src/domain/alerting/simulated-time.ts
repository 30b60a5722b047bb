import { withRoom } from '../telemetry/columns.js';
import type { SeriesRegistry } from '../telemetry/series-registry.js';
import type { TelemetryBatch } from '../telemetry/telemetry-batch.js';

const UNKNOWN = 0;
const REAL = 1;
const SIMULATED = 2;

/** The newest event time seen of simulated series: the twin may run ahead of the wall clock, and its silence goes by it. */
export class SimulatedTime {
  #newest = -Infinity;
  /** What the series at each id is; a byte a series spares the hot loop the registry. */
  #origin = new Uint8Array(1024);

  constructor(private readonly registry: SeriesRegistry) {}

  /** Epoch ms; undefined before the first simulated point. */
  get newest(): number | undefined {
    return this.#newest === -Infinity ? undefined : this.#newest;
  }

  observe({ length, seriesIds, at }: TelemetryBatch): void {
    for (let index = 0; index < length; index += 1) {
      const seriesId = seriesIds[index] ?? 0;
      const origin = this.#origin[seriesId] ?? UNKNOWN;
      if (origin === REAL) continue;
      const time = at[index] ?? -Infinity;
      if (time > this.#newest && (origin === SIMULATED || this.#isSimulated(seriesId))) this.#newest = time;
    }
  }

  #isSimulated(seriesId: number): boolean {
    const simulated = this.registry.byId(seriesId)?.simulated === true;
    this.#origin = withRoom(this.#origin, seriesId + 1, (length) => new Uint8Array(length));
    this.#origin[seriesId] = simulated ? SIMULATED : REAL;
    return simulated;
  }
}
