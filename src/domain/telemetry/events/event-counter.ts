import { SimulatedTime } from '../../alerting/simulated-time.js';
import { StateReader, StateWriter } from '../../detection/state-bytes.js';
import { DomainError } from '../../errors.js';
import { withRoom } from '../columns.js';
import type { SeriesRegistry } from '../series-registry.js';
import type { TelemetryBatch } from '../telemetry-batch.js';
import { CountQueue, type MinuteCount } from './count-queue.js';
import { eventCountOf } from './event-metrics.js';
import { type EmitCount, EventWindows, type Taken, WINDOW_MS } from './event-windows.js';
import { tallies } from './tallies/catalogue.js';

/** "PLEC" and the version of the byte format. */
const MAGIC = 0x43454c50;
const FORMAT_VERSION = 1;

export interface CounterSettings {
  /** How long a window waits for latecomers. */
  readonly latenessMs: number;
  /** An entity of which no event came for this long is forgotten, and its zeros end. */
  readonly forgetMs: number;
}

interface Watched {
  readonly windows: EventWindows;
  readonly emit: EmitCount;
  readonly simulated: boolean;
  /** Whether an event came since the last call of `settle`. */
  isTouched: boolean;
  /** Whether a call of `settle` has found it recent: what is not is history that somebody imports. */
  isAlive: boolean;
}

/** An event that is younger when it is looked at is no history. */
const RECENT_MS = 86_400_000;
/** While history comes in, a window is left open for the rest of its events. */
const LIVE_MS = 300_000;

/**
 * Counts the events of a partition by the minute. Each entity has a time of its own, its newest event, so that one with a
 * wrong clock makes nobody else's events late. The time of the simulation moves simulated ones on as well; real ones
 * need `settle`. The same batches give the same numbers, from the start or from a snapshot.
 */
export class EventCounter {
  #watched = new Map<number, Watched>();
  /** 1 at the id of each series without events: all that the hot path asks of the others. */
  #isMeasured = new Uint8Array(1024);
  readonly #simulatedTime: SimulatedTime;
  #simulatedMinute = -Infinity;
  readonly #counts = new CountQueue();
  #untaken = new Map<Exclude<Taken, 'counted'>, number>();

  constructor(
    private readonly registry: SeriesRegistry,
    private readonly settings: CounterSettings,
  ) {
    this.#simulatedTime = new SimulatedTime(registry);
  }

  /** Takes the events of a batch; its other points only tell the time of the simulation. */
  take(batch: TelemetryBatch): void {
    const { length, seriesIds, at, values } = batch;
    for (let index = 0; index < length; index += 1) {
      const seriesId = seriesIds[index] ?? 0;
      if (this.#isMeasured[seriesId] === 1) continue;
      const watched = this.#watched.get(seriesId) ?? this.#watch(seriesId);
      if (!watched) continue;
      const taken = watched.windows.take(at[index] ?? NaN, values[index] ?? NaN, watched.emit);
      watched.isTouched = true;
      if (taken !== 'counted') this.#untaken.set(taken, (this.#untaken.get(taken) ?? 0) + 1);
    }
    this.#simulatedTime.observe(batch);
    this.#followSimulation();
  }

  /** Counts the real windows that ended before `now`, a time of the events' senders. To be called when all that there is has been taken. */
  settle(now: number): void {
    for (const [seriesId, watched] of this.#watched) {
      if (watched.simulated) continue;
      const { windows, emit, isTouched } = watched;
      const ageMs = now - windows.newestAt;
      watched.isTouched = false;
      watched.isAlive ||= ageMs < RECENT_MS;
      if (isTouched && ageMs > LIVE_MS) continue;
      this.#close(
        seriesId,
        windows,
        watched.isAlive ? now : windows.newestAt + WINDOW_MS + this.settings.latenessMs,
        emit,
      );
    }
  }

  /** The next numbers that no call has returned yet, at most so many; none when all were taken. */
  takeCounts(atMost = Infinity): readonly MinuteCount[] {
    return this.#counts.take(atMost);
  }

  /** Events that were not counted since the last call, by reason. */
  takeUntaken(): ReadonlyMap<Exclude<Taken, 'counted'>, number> {
    const untaken = this.#untaken;
    this.#untaken = new Map();
    return untaken;
  }

  snapshot(): Uint8Array {
    const writer = new StateWriter();
    writer.uint32(MAGIC);
    writer.uint32(FORMAT_VERSION);
    for (const [seriesId, { windows }] of this.#watched) {
      writer.uint32(seriesId);
      windows.save(writer);
    }
    return writer.bytes();
  }

  /** Takes a snapshot's state in place of its own. Its series must be registered. Bytes that are none are `incompatible_data`, and change nothing. */
  restore(bytes: Uint8Array): void {
    const reader = new StateReader(bytes);
    if (reader.uint32() !== MAGIC || reader.uint32() !== FORMAT_VERSION) {
      throw new DomainError('incompatible_data', 'The saved counts of events have another format.');
    }
    const restored = new Map<number, Watched>();
    while (!reader.atEnd) {
      const seriesId = reader.uint32();
      const watched = this.#newlyWatched(seriesId);
      if (!watched) throw new DomainError('incompatible_data', 'The saved counts are of series that have no events.');
      watched.windows.load(reader);
      restored.set(seriesId, watched);
    }
    this.#watched = restored;
  }

  #followSimulation(): void {
    const { newest } = this.#simulatedTime;
    if (newest === undefined || newest - this.#simulatedMinute < WINDOW_MS) return;
    this.#simulatedMinute = Math.floor(newest / WINDOW_MS) * WINDOW_MS;
    for (const [seriesId, { simulated, windows, emit }] of this.#watched) {
      if (simulated) this.#close(seriesId, windows, newest, emit);
    }
  }

  #close(seriesId: number, windows: EventWindows, now: number, emit: EmitCount): void {
    windows.closeUpTo(now, emit);
    if (now - windows.newestAt > this.settings.forgetMs) this.#watched.delete(seriesId);
  }

  #watch(seriesId: number): Watched | undefined {
    const watched = this.#newlyWatched(seriesId);
    if (watched) this.#watched.set(seriesId, watched);
    else this.#markMeasured(seriesId);
    return watched;
  }

  #newlyWatched(seriesId: number): Watched | undefined {
    const series = this.registry.byId(seriesId);
    const count = series && eventCountOf(series.metric);
    if (!series || !count) return undefined;
    return {
      windows: new EventWindows(tallies[count.tally](), this.settings.latenessMs),
      emit: (at, number, minutes) => {
        this.#counts.add({ eventSeriesId: seriesId, at, count: number }, minutes);
      },
      simulated: series.simulated,
      isTouched: true,
      isAlive: false,
    };
  }

  #markMeasured(seriesId: number): void {
    this.#isMeasured = withRoom(this.#isMeasured, seriesId + 1, (length) => new Uint8Array(length));
    this.#isMeasured[seriesId] = 1;
  }
}
