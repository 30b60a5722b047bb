import type {
  NumberedOrder,
  RollBackOrder,
  RollBackScope,
  TakeVersionOrder,
} from '../domain/detection/orders/detector-order.js';
import { versionsKept } from '../domain/detection/orders/kept-versions.js';
import { DomainError } from '../domain/errors.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { DetectorOrders } from '../ports/detector-orders.js';
import type { OrderDetectors } from './order-detectors.js';

/** Versions of what the detectors have learned, and the way back to one. */
export class ManageVersions {
  constructor(
    private readonly orders: Pick<DetectorOrders, 'versions'>,
    private readonly order: OrderDetectors,
    private readonly registry: Pick<SeriesRegistry, 'byId' | 'ofAsset'>,
  ) {}

  /** Those that one can go back to, newest first. */
  list(): Promise<readonly NumberedOrder<TakeVersionOrder>[]> {
    return this.orders.versions(versionsKept);
  }

  /** Takes effect in each partition before its next batch. */
  take(name: string, actor: string): Promise<TakeVersionOrder> {
    return this.order.takeVersion('on-demand', name, actor);
  }

  /** The same. Throws `not_found` for a version that is not kept, or a series or asset that is not known. */
  async rollBack(versionId: string, scope: RollBackScope, actor: string): Promise<RollBackOrder> {
    const version = (await this.list()).find(({ id }) => id === versionId);
    if (!version) throw new DomainError('not_found', `there is no version ${versionId} any more`);
    this.#requireKnown(scope);
    return this.order.rollBack({ versionId, versionSequence: version.sequence, scope, by: actor });
  }

  #requireKnown(scope: RollBackScope): void {
    if (scope.kind === 'series' && !this.registry.byId(scope.seriesId)) {
      throw new DomainError('not_found', `there is no series ${scope.seriesId}`);
    }
    if (scope.kind === 'asset' && this.registry.ofAsset(scope.assetId).length === 0) {
      throw new DomainError('not_found', `there is no series of ${scope.assetId}`);
    }
  }
}
