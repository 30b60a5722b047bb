import { isForwarded } from '../domain/alerting/fingerprint.js';
import { partitionOfAsset } from '../domain/telemetry/partition-of-asset.js';
import type { LaneOrders } from './lane-orders.js';
import type { RaiseAlerts } from './raise-alerts.js';
import type { ScoreLane } from './score-lane.js';
import type { SilenceLane } from './silence-lane.js';

/** What a process remembers about the series of one partition, from when it gets the partition until it gives it up. */
export interface Lane {
  readonly scoring: ScoreLane;
  readonly silence: SilenceLane;
  /** Absent where nobody gives orders. */
  readonly orders?: LaneOrders;
}

/** The lanes of the partitions that this process has at present. */
export class Lanes {
  readonly #lanes = new Map<number, Lane>();

  constructor(
    /** Builds a lane without any memory. Every series of the catalogue must be registered when it resolves. */
    private readonly build: (partition: number) => Promise<Lane>,
    private readonly alerts: RaiseAlerts,
    private readonly partitions: number,
  ) {}

  /** Builds the partition's lane with what is known from before; returns the offset that it goes on after. */
  async open(partition: number): Promise<number | undefined> {
    const lane = await this.build(partition);
    // Those of an edge are its own to resolve.
    const everywhere = (await this.alerts.firing()).filter((alert) => !isForwarded(alert));
    const firing = everywhere.filter(({ assetId }) => partitionOfAsset(assetId, this.partitions) === partition);
    const after = await lane.scoring.open(firing);
    lane.silence.adopt(firing);
    this.#lanes.set(partition, lane);
    return after;
  }

  of(partition: number): Lane {
    const lane = this.#lanes.get(partition);
    if (!lane) throw new Error(`BUG: partition ${partition} is not open`);
    return lane;
  }

  /** Forgets the lane: what it watched is another process's business from now on. Undefined when it is not open. */
  drop(partition: number): Lane | undefined {
    const lane = this.#lanes.get(partition);
    this.#lanes.delete(partition);
    return lane;
  }

  /** By partition. */
  get silences(): ReadonlyMap<number, SilenceLane> {
    return new Map([...this.#lanes].map(([partition, { silence }]) => [partition, silence]));
  }

  /** Publishes how many anomalies fire in all lanes. */
  reportFiring(): void {
    let firing = 0;
    for (const { scoring } of this.#lanes.values()) firing += scoring.firing;
    this.alerts.gauge('anomaly', firing);
  }
}
