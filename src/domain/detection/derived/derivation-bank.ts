import { DomainError } from '../../errors.js';
import { metricDefinition } from '../../telemetry/metric-catalogue.js';
import { isDerived, type SeriesDescriptor, seriesKey } from '../../telemetry/series.js';
import type { SeriesRegistry } from '../../telemetry/series-registry.js';
import type { TelemetryBatch } from '../../telemetry/telemetry-batch.js';
import { StateReader, StateWriter } from '../state-bytes.js';
import { AlignedInputs, type InputPlace } from './aligned-inputs.js';
import type { Deriver } from './deriver.js';
import type { InputLane } from './input-lane.js';

/** "PLDR" and the version of the byte format. */
const MAGIC = 0x52444c50;
const FORMAT_VERSION = 2;

/** One point of a derived series. */
export interface DerivedPoint {
  readonly assetId: string;
  readonly metric: string;
  readonly unit: string;
  /** True when any of its inputs is. */
  readonly simulated: boolean;
  readonly at: number;
  readonly value: number;
}

interface Watched {
  readonly deriver: Deriver;
  readonly inputs: AlignedInputs;
  simulated: boolean;
}

interface Reader extends InputPlace {
  readonly watched: Watched;
}

interface Route {
  readonly watched: Watched;
  readonly lane: InputLane;
}

/**
 * Runs derivers on a stream of batches. A derived series is never an input, so nothing goes round in circles. The same
 * points give the same derived points, from the start or from a snapshot, in whatever batches they come.
 */
export class DerivationBank {
  readonly #watched = new Map<string, Watched>();
  /** Inputs by asset and metric. */
  readonly #readers = new Map<string, Reader[]>();
  /** By series id; empty for a series that nobody reads. */
  #routes: (readonly Route[] | undefined)[] = [];

  constructor(
    private readonly registry: SeriesRegistry,
    derivers: readonly Deriver[],
  ) {
    for (const deriver of derivers) this.#watch(deriver);
  }

  /** Takes a batch in; gives what can be derived now, in order of time within each series. */
  take({ length, seriesIds, at, values }: TelemetryBatch): readonly DerivedPoint[] {
    const touched = new Set<Watched>();
    for (let i = 0; i < length; i += 1) {
      const seriesId = seriesIds[i] ?? 0;
      for (const { watched, lane } of this.#routes[seriesId] ?? this.#route(seriesId)) {
        lane.push(at[i] ?? NaN, values[i] ?? NaN);
        touched.add(watched);
      }
    }
    return [...touched].flatMap(derive);
  }

  /**
   * The state of all derivers, exact. It names series by id: it is good for any process in which an id means the same
   * series, and these must be registered before it is restored.
   */
  snapshot(): Uint8Array {
    const writer = new StateWriter();
    writer.uint32(MAGIC);
    writer.uint32(FORMAT_VERSION);
    for (const [key, { deriver, inputs, simulated }] of this.#watched) {
      const name = new TextEncoder().encode(key);
      writer.uint32(name.length);
      writer.bytesOf(name);
      writer.uint32(simulated ? 1 : 0);
      for (const numbers of [inputs.save(), deriver.save()]) {
        writer.uint32(numbers.length);
        for (const number of numbers) writer.float64(number);
      }
    }
    return writer.bytes();
  }

  /** Goes on from a snapshot; what it knows of derivers that are no longer here is dropped. Damaged: `incompatible_data`. */
  restore(bytes: Uint8Array): void {
    const reader = new StateReader(bytes);
    if (reader.uint32() !== MAGIC || reader.uint32() !== FORMAT_VERSION) {
      throw new DomainError('incompatible_data', 'The saved state of derived series has another format.');
    }
    while (!reader.atEnd) {
      const name = new Uint8Array(reader.uint32());
      reader.bytesInto(name);
      const simulated = reader.uint32() === 1;
      const inputs = numbersOf(reader);
      const learned = numbersOf(reader);
      const watched = this.#watched.get(new TextDecoder().decode(name));
      if (!watched) continue;
      watched.simulated = simulated;
      watched.inputs.restore(inputs, (seriesId) =>
        this.#readersOf(seriesId).find((reader) => reader.watched === watched),
      );
      watched.deriver.restore(learned);
    }
    this.#routes = [];
  }

  #watch(deriver: Deriver): void {
    const watched = { deriver, inputs: new AlignedInputs(deriver.inputs), simulated: false };
    this.#watched.set(seriesKey({ ...deriver, component: '' }), watched);
    deriver.inputs.forEach(({ assetId, metrics }, input) => {
      metrics.forEach((metric, rank) => {
        const key = inputKey({ assetId, metric });
        const readers = this.#readers.get(key);
        if (readers) readers.push({ watched, input, rank });
        else this.#readers.set(key, [{ watched, input, rank }]);
      });
    });
  }

  /** A series that the registry does not know yet is looked up again with its next point. */
  #route(seriesId: number): readonly Route[] {
    const series = this.registry.byId(seriesId);
    if (!series) return [];
    const routes = this.#readersOf(seriesId).map((reader) => {
      reader.watched.simulated ||= series.simulated;
      return { watched: reader.watched, lane: reader.watched.inputs.laneOf(reader, seriesId) };
    });
    this.#routes[seriesId] = routes;
    return routes;
  }

  #readersOf(seriesId: number): readonly Reader[] {
    const series = this.registry.byId(seriesId);
    return series && !isDerived(series) ? (this.#readers.get(inputKey(series)) ?? []) : [];
  }
}

function derive({ deriver, inputs, simulated }: Watched): readonly DerivedPoint[] {
  const { assetId, metric } = deriver;
  const unit = metricDefinition(metric)?.unit ?? '';
  const points: DerivedPoint[] = [];
  for (let slot = inputs.next(); slot; slot = inputs.next()) {
    const { at } = slot;
    const value = deriver.derive(at, slot.values);
    if (value !== undefined && Number.isFinite(value)) points.push({ assetId, metric, unit, simulated, at, value });
  }
  return points;
}

function inputKey({ assetId, metric }: Pick<SeriesDescriptor, 'assetId' | 'metric'>): string {
  return `${assetId}|${metric}`;
}

function numbersOf(reader: StateReader): readonly number[] {
  const numbers = new Array<number>(reader.uint32());
  for (let i = 0; i < numbers.length; i += 1) numbers[i] = reader.float64();
  return numbers;
}
