import { GiveFeedback } from '../application/give-feedback.js';
import { KeepCurrent } from '../application/keep-current.js';
import { MaintenanceExclusions } from '../application/maintenance-exclusions.js';
import type { LiveEvents } from '../application/live-events.js';
import { ManageVersions } from '../application/manage-versions.js';
import { OrderDetectors } from '../application/order-detectors.js';
import { OrderFeed } from '../application/order-feed.js';
import { TakeDailyVersions } from '../application/take-daily-versions.js';
import { VersionParts } from '../application/version-parts.js';
import { anyOf } from '../domain/detection/hygiene/learning-exclusions.js';
import { OwnActions } from '../domain/detection/hygiene/own-actions.js';
import type { MaintenanceInForce } from '../domain/alerting/quiet/maintenance-calendar.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { AlertLog } from '../ports/alert-log.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { DetectorOrders } from '../ports/detector-orders.js';
import type { IncidentLog } from '../ports/incident-log.js';
import type { Loop } from '../ports/loop.js';
import type { StateSnapshots } from '../ports/state-snapshots.js';
import type { Kit } from './kit.js';

/** How soon a process hears of what was ordered in another one. */
const lookMs = 2_000;

interface OrderParts {
  readonly kit: Kit;
  readonly backEnds: {
    readonly detectorOrders: DetectorOrders;
    readonly auditLog: AuditLog;
    readonly alertLog: AlertLog;
    readonly incidentLog: IncidentLog;
  };
  readonly snapshots: StateSnapshots;
  readonly registry: SeriesRegistry;
  readonly maintenance: MaintenanceInForce;
  readonly live: LiveEvents;
}

/** For lanes: see `LaneOrders` and `LearningExclusions`. */
export type LaneGuidance = ReturnType<typeof buildDetectorOrders>['guidance'];

/** What people tell the detectors, from the REST API to the lanes, and what keeps points out of learning. */
export function buildDetectorOrders({ kit, backEnds, snapshots, registry, maintenance, live }: OrderParts) {
  const { detectorOrders, auditLog, alertLog, incidentLog } = backEnds;
  const feed = new OrderFeed(detectorOrders);
  const order = new OrderDetectors(detectorOrders, auditLog, feed, kit.ids, kit.clock);
  const follow: Loop = new KeepCurrent(
    { what: 'orders to detectors', everyMs: lookMs, refresh: () => feed.look() },
    kit.clock,
    kit.log,
  );
  const ownActions = new OwnActions();
  return {
    feedback: new GiveFeedback(detectorOrders, alertLog, incidentLog, order, live),
    versions: new ManageVersions(detectorOrders, order, registry),
    /** For the lanes: to be followed by a process that has some. */
    guidance: {
      desk: { feed, versions: new VersionParts(snapshots, detectorOrders), log: kit.log },
      exclusions: anyOf([new MaintenanceExclusions(maintenance), ownActions]),
    },
    /** To be told by whatever acts on devices, in the process that judges them. Nothing does so far. */
    ownActions,
    follow,
    /** Makes the loop that takes daily versions: once in embedded mode, for each term of the lease in distributed mode. */
    makeDaily: (): Loop => new TakeDailyVersions(detectorOrders, order, kit),
  };
}
