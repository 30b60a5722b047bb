import { EventCounter, type CounterSettings } from '../domain/telemetry/events/event-counter.js';
import type { Loop } from '../ports/loop.js';
import type { StateSnapshots } from '../ports/state-snapshots.js';
import type { Consumption, Delivery, PartitionHandler, TelemetryBus } from '../ports/telemetry-bus.js';
import { CountLane, type CountOutlet } from './count-lane.js';
import type { Reporting } from './store-telemetry.js';
import { WakefulLoop } from './wakeful-loop.js';

/** Consumer group of the bus. */
export const COUNT_GROUP = 'count';
const MAX_POINTS = 50_000;
const SETTLE_EVERY_MS = 5_000;
/** Minutes are closed by the clock only when it is known that the bus holds no more of them. */
const MOST_BEHIND_MS = 10_000;

const DAY_MS = 86_400_000;
/** Half a minute for shippers of logs; a month for people who are away. */
export const usualCounting: CounterSettings = { latenessMs: 30_000, forgetMs: 30 * DAY_MS };

/** Turns events on the bus into series of counts on the same bus, one lane for each partition that this process has. */
export class CountEvents implements Loop, PartitionHandler {
  readonly name = 'count events';
  readonly #lanes = new Map<number, CountLane>();
  readonly #settling: WakefulLoop;
  #consumption: Consumption | undefined;

  constructor(
    private readonly bus: TelemetryBus,
    private readonly outlet: CountOutlet,
    private readonly snapshots: StateSnapshots,
    private readonly reporting: Reporting,
    private readonly settings: CounterSettings = usualCounting,
  ) {
    this.#settling = new WakefulLoop(this.name, () => this.#settle(), reporting.clock, reporting.log);
  }

  async start(): Promise<void> {
    this.#consumption = await this.bus.consume(COUNT_GROUP, this, { maxPoints: MAX_POINTS });
    await this.#settling.start();
  }

  async stop(): Promise<void> {
    await this.#settling.stop();
    await this.#consumption?.stop();
  }

  async open(partition: number): Promise<number | undefined> {
    const counter = new EventCounter(this.outlet.delivered, this.settings);
    const lane = new CountLane(`count-${partition}`, counter, this.outlet, this.snapshots, this.reporting);
    const after = await lane.open();
    this.#lanes.set(partition, lane);
    return after;
  }

  async handle(partition: number, deliveries: readonly Delivery[]): Promise<void> {
    const lane = this.#lanes.get(partition);
    if (!lane) throw new Error(`BUG: partition ${partition} is not open`);
    const saved = await lane.handle(deliveries);
    if (saved !== undefined) await this.bus.commit(COUNT_GROUP, partition, saved);
  }

  async release(partition: number): Promise<void> {
    const lane = this.#lanes.get(partition);
    this.#lanes.delete(partition);
    const saved = await lane?.close();
    if (saved !== undefined) await this.bus.commit(COUNT_GROUP, partition, saved);
  }

  /** Counts the minutes that are over in every partition of this process. */
  async #settle(): Promise<number> {
    const now = this.reporting.clock.now();
    for (const [partition, lane] of this.#lanes) {
      if (this.bus.behindMs(COUNT_GROUP, partition) <= MOST_BEHIND_MS) await lane.settle(now);
    }
    return SETTLE_EVERY_MS;
  }
}
