import { type IncidentNotice, isNews } from '../domain/alerting/incidents/incident-notice.js';
import type { Clock } from '../ports/clock.js';
import type { IncidentLog } from '../ports/incident-log.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import { HistoryGate, incidentEpisode } from './history-gate.js';
import type { LiveEvents } from './live-events.js';
import type { ReceiverLanes } from './receiver-lanes.js';
import { WakefulLoop } from './wakeful-loop.js';

/** Incidents looked at together. */
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
  #unlisten = () => {};

  constructor(
    private readonly incidentLog: Pick<IncidentLog, 'unnotified' | 'markNotified'>,
    private readonly lanes: ReceiverLanes<IncidentNotice>,
    private readonly live: LiveEvents,
    { clock, log }: { readonly clock: Clock; readonly log: Log },
  ) {
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
    const { tell, skip } = this.#history.sort(await this.incidentLog.unnotified(PAGE));
    await this.lanes.queue(tell.filter(isNews));
    if (tell.length + skip.length === 0) return POLL_MS;
    await this.incidentLog.markNotified([...skip, ...tell]);
    return 0;
  }
}
