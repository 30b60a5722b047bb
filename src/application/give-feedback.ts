import type { Alert } from '../domain/alerting/alert.js';
import { isForwarded } from '../domain/alerting/fingerprint.js';
import type { FeedbackVerdict } from '../domain/detection/feedback/lesson.js';
import type { AlertLesson, FeedbackOrder, NumberedOrder } from '../domain/detection/orders/detector-order.js';
import { undoneBy } from '../domain/detection/orders/undone-by.js';
import { DomainError } from '../domain/errors.js';
import type { AcknowledgedAlert, AlertLog } from '../ports/alert-log.js';
import type { DetectorOrders, FeedbackSubject } from '../ports/detector-orders.js';
import type { IncidentLog } from '../ports/incident-log.js';
import type { LiveEvents } from './live-events.js';
import type { OrderDetectors } from './order-detectors.js';

/** Words that GET shows of one alert or incident, and roll-backs that are looked through for what undid one. */
const LIMIT = 100;

/** What an operator says, and why. */
export interface GivenFeedback {
  readonly verdict: FeedbackVerdict;
  readonly comment: string;
}

/** A word on an alert or incident, and the roll-back that took it out of what the detectors know. */
export interface FeedbackEntry {
  readonly feedback: NumberedOrder<FeedbackOrder>;
  readonly undoneBy: string | undefined;
}

/** What operators say of alerts, of which the detectors of their series learn. The newest word counts. */
export class GiveFeedback {
  constructor(
    private readonly orders: Pick<DetectorOrders, 'feedbackOn' | 'rollBacksAfter'>,
    private readonly alertLog: Pick<AlertLog, 'find'>,
    private readonly incidentLog: Pick<IncidentLog, 'find' | 'membersOf'>,
    private readonly order: OrderDetectors,
    private readonly live: LiveEvents,
  ) {}

  /** Newest first. Throws `not_found` when there is no such alert. */
  async onAlert(alertId: string): Promise<readonly FeedbackEntry[]> {
    await this.#alert(alertId);
    return this.#entries({ alertId });
  }

  /** Newest first; what was said of single alerts of it is not among them. Throws `not_found` when there is no such incident. */
  async onIncident(incidentId: string): Promise<readonly FeedbackEntry[]> {
    await this.#members(incidentId);
    return this.#entries({ incidentId });
  }

  /** Throws `not_found`, and `conflict` for an alert that an edge judges. */
  async giveOnAlert(alertId: string, given: GivenFeedback, actor: string): Promise<readonly FeedbackEntry[]> {
    const alert = await this.#alert(alertId);
    await this.#give(given, actor, undefined, [alert]);
    this.live.emit({ kind: 'alert', alert });
    return this.onAlert(alertId);
  }

  /** The same of each alert that the incident has by now. One that was merged has none and is a `conflict`, too. */
  async giveOnIncident(incidentId: string, given: GivenFeedback, actor: string): Promise<readonly FeedbackEntry[]> {
    const mergedInto = (await this.incidentLog.find(incidentId))?.mergedInto;
    if (mergedInto !== undefined) {
      throw new DomainError(
        'conflict',
        `The incident is part of incident ${mergedInto} by now: give the feedback there.`,
        {
          details: { mergedInto },
        },
      );
    }
    await this.#give(given, actor, incidentId, await this.#members(incidentId));
    const incident = await this.incidentLog.find(incidentId);
    if (incident) this.live.emit({ kind: 'incident', incident });
    return this.onIncident(incidentId);
  }

  async #give(
    given: GivenFeedback,
    by: string,
    incidentId: string | undefined,
    alerts: readonly Alert[],
  ): Promise<void> {
    const ours = alerts.filter((alert) => !isForwarded(alert));
    if (ours.length === 0) {
      throw new DomainError(
        'conflict',
        'An edge judges these series: give the feedback there, the alert has the same id.',
      );
    }
    const alertIds = ours.map(({ id }) => id);
    await this.order.feedback({ ...given, by, incidentId, alertIds, lessons: ours.flatMap(lessonOf) });
  }

  async #alert(id: string): Promise<AcknowledgedAlert> {
    const alert = await this.alertLog.find(id);
    if (!alert) throw new DomainError('not_found', `there is no alert ${id}`);
    return alert;
  }

  async #members(id: string): Promise<readonly Alert[]> {
    if (!(await this.incidentLog.find(id))) throw new DomainError('not_found', `there is no incident ${id}`);
    return this.incidentLog.membersOf(id);
  }

  async #entries(subject: FeedbackSubject): Promise<readonly FeedbackEntry[]> {
    const words = await this.orders.feedbackOn(subject, LIMIT);
    const oldest = words.at(-1);
    const rollBacks = oldest ? await this.orders.rollBacksAfter(oldest.sequence, LIMIT) : [];
    return words.map((feedback) => ({ feedback, undoneBy: undoneBy(feedback, rollBacks)?.id }));
  }
}

/** No detector watches for silence, and nothing can be learned of a value that is not known. */
function lessonOf(alert: Alert): readonly AlertLesson[] {
  const { id: alertId, kind, seriesId, assetId, startsAt, value, expected, peakScore } = alert;
  if (kind !== 'anomaly' || !Number.isFinite(value) || !Number.isFinite(expected)) return [];
  return [{ alertId, seriesId, assetId, startsAt, value, expected, peakScore }];
}
