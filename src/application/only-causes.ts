import type { Alert } from '../domain/alerting/alert.js';
import type { Clock } from '../ports/clock.js';
import type { IncidentLog } from '../ports/incident-log.js';

/** So long is waited before it is asked what caused an alert: consequences are often heard of before their cause. */
const SETTLE_MS = 30_000;
/** An alert that belongs to no incident by then is told: whoever groups them may be away. */
const LONGEST_WAIT_MS = 90_000;

/** For receivers that want to hear of causes only: keeps back the alerts of an incident that are not about its cause. */
export class OnlyCauses {
  #causeOf: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly incidentLog: Pick<IncidentLog, 'causesOf'>,
    private readonly clock: Clock,
  ) {}

  /** Looks up the supposed causes of these alerts as they are now. To be called before the questions of one turn. */
  async look(alertIds: readonly string[]): Promise<void> {
    this.#causeOf = await this.incidentLog.causesOf(alertIds);
  }

  /** Whether to keep the alert back, of which notices have been held since this time (epoch ms). */
  keepsBack({ id, assetId }: Alert, heldSince: number): boolean {
    const now = this.clock.now();
    // A clock that was set back makes nobody wait.
    const waitedMs = now < heldSince ? Infinity : now - heldSince;
    if (waitedMs < SETTLE_MS) return true;
    const cause = this.#causeOf.get(id);
    return cause === undefined ? waitedMs < LONGEST_WAIT_MS : cause !== assetId;
  }
}
