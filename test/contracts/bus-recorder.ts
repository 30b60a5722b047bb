import type { Delivery, PartitionHandler } from '../../src/ports/telemetry-bus.js';

export interface RecorderOptions {
  /** What `open` answers, by partition. */
  readonly startAfter?: ReadonlyMap<number, number>;
  /** Called with the last handled offset as a partition is released. */
  readonly commit?: (partition: number, offset: number) => Promise<void>;
}

interface Call {
  readonly partition: number;
  readonly deliveries: readonly Delivery[];
}

/** A group's handler that remembers what it got; it can be told to fail, or to hold its next call. */
export class Recorder implements PartitionHandler {
  readonly calls: Call[] = [];
  /** Deliveries of calls that failed. */
  readonly failed: Delivery[] = [];
  readonly opened = new Set<number>();
  /** Calls that came for a partition while another one for it was running. */
  overlaps = 0;
  readonly #stories = new Map<number, string>();
  readonly #busy = new Set<number>();
  #failures = 0;
  #failingOpens = 0;
  #held: Promise<void> | undefined;
  #isHeld = false;

  constructor(private readonly options: RecorderOptions = {}) {}

  open(partition: number): Promise<number | undefined> {
    if (this.#failingOpens > 0) {
      this.#failingOpens -= 1;
      return Promise.reject(new Error('the store is away'));
    }
    return this.#alone(partition, 'open', () => {
      this.opened.add(partition);
      return Promise.resolve(this.options.startAfter?.get(partition));
    });
  }

  async handle(partition: number, deliveries: readonly Delivery[]): Promise<void> {
    if (this.#failures > 0) {
      this.#failures -= 1;
      this.failed.push(...deliveries);
      throw new Error('the store is away');
    }
    await this.#alone(partition, 'handle', async () => {
      if (this.#held) {
        this.#isHeld = true;
        await this.#held;
      }
      this.calls.push({ partition, deliveries });
    });
  }

  release(partition: number): Promise<void> {
    return this.#alone(partition, 'release', async () => {
      const last = this.offsetsOf(partition).at(-1);
      if (last !== undefined) await this.options.commit?.(partition, last);
      this.opened.delete(partition);
    });
  }

  failNext(): void {
    this.#failures = 1;
  }

  failNextOpen(): void {
    this.#failingOpens = 1;
  }

  /** Calls of `handle` wait until the returned function is called. */
  hold(): () => void {
    let goOn: () => void = () => undefined;
    this.#held = new Promise((resolve) => (goOn = resolve));
    return goOn;
  }

  /** Whether a call waits, or has waited. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** What was called for a partition, in order. */
  storyOf(partition: number): string {
    return this.#stories.get(partition) ?? '';
  }

  get points(): number {
    return this.#deliveries.reduce((sum, { batch }) => sum + batch.length, 0);
  }

  get values(): number[] {
    return this.#deliveries.flatMap(({ batch }) => [...batch.values]);
  }

  valuesOf(seriesId: number): number[] {
    return this.#ofSeries(seriesId, ({ batch }) => batch.values);
  }

  timesOf(seriesId: number): number[] {
    return this.#ofSeries(seriesId, ({ batch }) => batch.at);
  }

  /** Partitions that something came from, ascending. */
  get partitions(): number[] {
    return [...new Set(this.calls.map(({ partition }) => partition))].sort((a, b) => a - b);
  }

  partitionsOf(seriesId: number): Set<number> {
    const holding = this.calls.filter(({ deliveries }) =>
      deliveries.some(({ batch }) => batch.seriesIds.includes(seriesId)),
    );
    return new Set(holding.map(({ partition }) => partition));
  }

  offsetsOf(partition: number): number[] {
    const calls = this.calls.filter((call) => call.partition === partition);
    return calls.flatMap(({ deliveries }) => deliveries.map(({ offset }) => offset));
  }

  get #deliveries(): Delivery[] {
    return this.calls.flatMap(({ deliveries }) => deliveries);
  }

  #ofSeries(seriesId: number, column: (delivery: Delivery) => Float64Array): number[] {
    return this.#deliveries.flatMap((delivery) =>
      [...column(delivery)].filter((_, index) => delivery.batch.seriesIds[index] === seriesId),
    );
  }

  async #alone<T>(partition: number, what: string, call: () => Promise<T>): Promise<T> {
    if (this.#busy.has(partition)) this.overlaps += 1;
    this.#busy.add(partition);
    this.#stories.set(partition, `${this.storyOf(partition)}${what} `);
    try {
      return await call();
    } finally {
      this.#busy.delete(partition);
    }
  }
}
