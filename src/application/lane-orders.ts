import type { SeriesWatch } from '../domain/alerting/series-watch.js';
import type {
  DetectorOrder,
  FeedbackOrder,
  RollBackOrder,
  TakeVersionOrder,
} from '../domain/detection/orders/detector-order.js';
import { isInScope } from '../domain/detection/orders/undone-by.js';
import { DomainError } from '../domain/errors.js';
import { partitionOfAsset } from '../domain/telemetry/partition-of-asset.js';
import type { Log } from '../ports/log.js';
import type { OrderFeed } from './order-feed.js';
import type { ScoreCheckpoints } from './score-checkpoints.js';
import type { VersionParts } from './version-parts.js';

/** What the lanes of a process share to carry orders out. */
export interface OrderDesk {
  readonly feed: OrderFeed;
  readonly versions: VersionParts;
  readonly log: Log;
}

/**
 * Carries out, in one partition, what people order of the detectors. How far it has come is part of the lane's state: a
 * process that is killed leaves either both or neither, so each order is in a state exactly once.
 */
export class LaneOrders {
  constructor(
    private readonly place: { readonly partition: number; readonly partitions: number },
    private readonly watch: SeriesWatch,
    private readonly checkpoints: Pick<ScoreCheckpoints, 'hasten'>,
    private readonly desk: OrderDesk,
  ) {}

  /** Carries out what has been ordered since. To be called between two batches. */
  async carryOut(): Promise<void> {
    for (;;) {
      const orders = await this.desk.feed.after(this.watch.ordersUpTo);
      if (orders.length === 0) return;
      this.checkpoints.hasten();
      for (const order of orders) {
        await this.#unlessUnreadable(order, () => this.#carryOut(order));
        this.watch.ordersUpTo = order.sequence;
      }
    }
  }

  async #carryOut(order: DetectorOrder): Promise<void> {
    switch (order.kind) {
      case 'feedback':
        this.#teach(order);
        break;
      case 'take-version':
        await this.#take(order);
        break;
      case 'roll-back':
        await this.#rollBack(order);
    }
  }

  #teach({ id, verdict, lessons }: FeedbackOrder): void {
    const { partition, partitions } = this.place;
    const mine = lessons.filter(({ assetId }) => partitionOfAsset(assetId, partitions) === partition);
    for (const lesson of mine) this.watch.scorer.teach(lesson.seriesId, { ...lesson, verdict });
    if (mine.length > 0) {
      this.desk.log.info('detectors taught by feedback', { partition, feedback: id, verdict, series: mine.length });
    }
  }

  #take({ id }: TakeVersionOrder): Promise<void> {
    return this.desk.versions.keep(id, this.place.partition, () => this.watch.scorer.snapshot());
  }

  async #rollBack({ versionId, scope }: RollBackOrder): Promise<void> {
    const { partition } = this.place;
    const part = await this.desk.versions.load(versionId, partition);
    if (!part) {
      this.desk.log.warn('a version has no part of this partition, nothing rolled back', { partition, versionId });
      return;
    }
    const series = this.watch.scorer.rollBack(part, ({ id, assetId }) => isInScope({ seriesId: id, assetId }, scope));
    this.desk.log.info('detectors rolled back, with the feedback since', { partition, versionId, series });
  }

  /** A version of another format, or a damaged one, must not stop the scoring of new points. */
  async #unlessUnreadable(order: DetectorOrder, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'incompatible_data') throw error;
      const { partition } = this.place;
      this.desk.log.error('an order to the detectors cannot be carried out', {
        partition,
        order: order.id,
        kind: order.kind,
        error: error.message,
      });
    }
  }
}
