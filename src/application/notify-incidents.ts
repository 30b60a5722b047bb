import { type IncidentNotice, isNews } from '../domain/alerting/incidents/incident-notice.js';
import type { Clock } from '../ports/clock.js';
import type { IncidentDeliveries } from '../ports/incident-deliveries.js';
import type { IncidentLog } from '../ports/incident-log.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import { HistoryGate, incidentEpisode } from './history-gate.js';
import type { LiveEvents } from './live-events.js';
import { newsToEach } from './news-to-each.js';
import type { QuietIncidents } from './quiet-incidents.js';
import type { ReceiverLanes } from './receiver-lanes.js';
import { WakefulLoop } from './wakeful-loop.js';

/** Incidents looked at together, beside those that are held. */
const PAGE = 200;
/** How often the log is asked although no incident has been seen to change. */
const POLL_MS = 15_000;

/**
 * Tells receivers about incidents that were opened, became more urgent, got another cause, became part of another one, or
 * ended: each note of the incident log once, as `NotifyAlerts` does with alerts.
 */
export class NotifyIncidents implements Loop {
  readonly name = 'notify incidents';
  readonly #history: HistoryGate<IncidentNotice>;
  readonly #router: WakefulLoop;
  /** Incidents that were held at the last look: they do not crowd out those behind them. */
  #held = 0;
  #unlisten = () => {};

  constructor(
    private readonly incidentLog: Pick<IncidentLog, 'unnotified' | 'markNotified'>,
    private readonly deliveries: Pick<IncidentDeliveries, 'hearings'>,
    private readonly lanes: ReceiverLanes<IncidentNotice>,
    private readonly live: LiveEvents,
    private readonly system: {
      readonly clock: Clock;
      readonly log: Log;
      /** Absent: nothing is ever silenced, inhibited or under maintenance. */
      readonly quiet?: QuietIncidents;
    },
  ) {
    const { clock, log } = system;
    this.#history = new HistoryGate(clock, incidentEpisode);
    this.#router = new WakefulLoop(this.name, () => this.#route(), clock, log);
  }

  async start(): Promise<void> {
    this.#unlisten = this.live.listen(({ kind }) => {
      if (kind === 'incident') this.#router.wake();
    });
    await this.#router.start();
    await this.lanes.start();
  }

  async stop(): Promise<void> {
    this.#unlisten();
    await Promise.all([this.#router.stop(), this.lanes.stop()]);
  }

  /** Queues what is new for those who want it. Returns how long to wait before the next time. */
  async #route(): Promise<number> {
    await this.lanes.tidy();
    const limit = PAGE + this.#held;
    const untold = await this.incidentLog.unnotified(limit);
    const { tell: ripe, skip } = this.#history.sort(untold);
    const { tell, withhold } = (await this.system.quiet?.sort(ripe)) ?? { tell: ripe, withhold: [] };
    await this.lanes.queue(tell.filter(isNews), { mark: (wanted) => newsToEach(wanted, this.deliveries) });
    const settled = [...skip, ...withhold, ...tell];
    const [all, done] = [incidentsIn(untold), incidentsIn(settled)];
    this.#held = all - done;
    if (done === 0) return all < limit ? POLL_MS : 0;
    await this.incidentLog.markNotified(settled);
    return 0;
  }
}

function incidentsIn(notices: readonly IncidentNotice[]): number {
  return new Set(notices.map(({ id }) => id)).size;
}
