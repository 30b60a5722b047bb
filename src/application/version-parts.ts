import { versionPartName, versionsKept } from '../domain/detection/orders/kept-versions.js';
import type { DetectorOrders } from '../ports/detector-orders.js';
import type { StateSnapshots } from '../ports/state-snapshots.js';

const FORMAT_VERSION = 1;
/** How far beyond those that are kept a lane looks for what to drop: each new version drops one. */
const LOOK_BACK = 20;

/** The versions of what detectors have learned, as each lane keeps its part of them. */
export class VersionParts {
  constructor(
    private readonly snapshots: StateSnapshots,
    private readonly orders: Pick<DetectorOrders, 'versions'>,
  ) {}

  /**
   * Keeps a lane's part and drops its parts of versions that are too old. A part that is there stays as it is: an order
   * that is carried out again after a crash finds the detectors as they are now, not as they were.
   */
  async keep(versionId: string, partition: number, bytes: () => Uint8Array): Promise<void> {
    const kept = await this.orders.versions(versionsKept);
    if (kept.some(({ id }) => id === versionId) && !(await this.load(versionId, partition))) {
      const snapshot = { offset: 0, version: FORMAT_VERSION, bytes: bytes() };
      await this.snapshots.save(versionPartName(versionId, partition), snapshot);
    }
    const keptIds = new Set(kept.map(({ id }) => id));
    for (const { id } of await this.orders.versions(versionsKept + LOOK_BACK)) {
      if (!keptIds.has(id)) await this.snapshots.delete(versionPartName(id, partition));
    }
  }

  /** A lane's part of a version; undefined where it has none. */
  async load(versionId: string, partition: number): Promise<Uint8Array | undefined> {
    return (await this.snapshots.load(versionPartName(versionId, partition)))?.bytes;
  }
}
