import type { ScoreBatch } from '../../../domain/detection/score-batch.js';
import { DomainError } from '../../../domain/errors.js';
import type { SeriesDescriptor } from '../../../domain/telemetry/series.js';
import type { SeriesRegistry } from '../../../domain/telemetry/series-registry.js';
import type { TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';
import { lineMeasurement, lineTag, storedName } from './influx-names.js';

/** Rows of a batch as the writer sees them: whose, when, and what the line says between tags and time. */
export interface LineBatch {
  readonly length: number;
  readonly seriesIds: Int32Array;
  readonly at: Float64Array;
  fieldsOf(index: number): string;
}

export function pointLines({ length, seriesIds, at, values }: TelemetryBatch): LineBatch {
  return { length, seriesIds, at, fieldsOf: (index) => `value=${values[index] ?? Number.NaN}` };
}

/** Line protocol has no NaN: a band that is not known yet is left out. */
export function scoreLines({ length, seriesIds, at, score, expected, lower, upper }: ScoreBatch): LineBatch {
  const columns = [
    ['expected', expected],
    ['lower', lower],
    ['upper', upper],
  ] as const;
  return {
    length,
    seriesIds,
    at,
    fieldsOf: (index) => {
      let fields = `score=${score[index] ?? Number.NaN}`;
      for (const [name, column] of columns) {
        const value = column[index] ?? Number.NaN;
        if (!Number.isNaN(value)) fields += `,${name}=${value}`;
      }
      return fields;
    },
  };
}

/** What is written for each series before its fields, made once per series. */
export class SeriesHeads {
  readonly #heads: string[] = [];

  constructor(private readonly registry: SeriesRegistry) {}

  /** `measurement,asset=...,component=... ` with the space at its end. */
  headOf(seriesId: number): string {
    return (this.#heads[seriesId] ??= headOf(this.seriesOf(seriesId)));
  }

  seriesOf(seriesId: number): SeriesDescriptor {
    const series = this.registry.byId(seriesId);
    if (!series) throw new DomainError('internal', `BUG: series ${seriesId} is stored before it is registered`);
    return series;
  }
}

function headOf({ metric, assetId, component }: SeriesDescriptor): string {
  const tags = lineTag('asset', storedName(assetId)) + lineTag('component', storedName(component));
  return `${lineMeasurement(storedName(metric))}${tags} `;
}
