import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import type { PointsEvent } from '../../../src/http/events/events.schema.js';
import { ServerEventParser } from './sse-parser.js';
import type { ServerEvent } from './sse-parser.js';

export type LivePoint = PointsEvent['points'][number];
/** Whether events arrive, and if not, why. */
export interface LiveStatus {
  readonly state: 'connecting' | 'live' | 'lost';
  readonly reason?: string;
}

/** What a view wants to hear of: the points of these series, alerts, incidents, quiet times, changes of the twin. */
export interface LiveListener {
  readonly series?: readonly number[];
  /** All series of a metric. One metric at a time in the whole console, which is what the API takes. */
  readonly metric?: string;
  readonly onPoints?: (points: readonly LivePoint[]) => void;
  readonly onAlert?: (alert: AlertOut) => void;
  readonly onIncident?: (incident: IncidentOut) => void;
  /** Silences or maintenance windows are others than before. */
  readonly onQuiet?: () => void;
  readonly onTwin?: () => void;
  /** After a connection came (back): what happened meanwhile was missed, so load again. */
  readonly onConnected?: () => void;
}

export interface LiveInterest {
  readonly series: string | undefined;
  readonly metric: string | undefined;
}

/** Opens the event stream; rejects when the service refuses or is away. */
export type OpenEvents = (interest: LiveInterest, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;

const regroupMs = 60;
const firstRetryMs = 1_000;
const longestRetryMs = 15_000;
/** The service sends at least a heartbeat within this time; a quieter connection is dead. */
const silenceMs = 60_000;

/**
 * The console's one connection for server-sent events, shared by all views (browsers allow six per service). It
 * reconnects by itself, follows what its listeners want, and rests while the tab is hidden.
 */
export class LiveFeed {
  private readonly listeners = new Set<LiveListener>();
  private readonly statusListeners = new Set<() => void>();
  private readonly open: OpenEvents;
  private current: LiveStatus = { state: 'connecting' };
  private connection: AbortController | undefined;
  private connectedFor = '';
  private restartTimer: ReturnType<typeof setTimeout> | undefined;
  private retryMs = firstRetryMs;
  private paused = false;

  constructor(open: OpenEvents) {
    this.open = open;
  }

  /** Hears until the returned function is called. */
  follow(listener: LiveListener): () => void {
    this.listeners.add(listener);
    this.regroup();
    return () => {
      this.listeners.delete(listener);
      this.regroup();
    };
  }

  readonly status = (): LiveStatus => this.current;

  readonly onStatus = (listener: () => void): (() => void) => {
    this.statusListeners.add(listener);
    return () => {
      this.statusListeners.delete(listener);
    };
  };

  pause(paused: boolean): void {
    if (this.paused === paused) return;
    this.paused = paused;
    this.disconnect();
    if (!paused) this.restartIn(0);
  }

  /** Listeners come and go in bursts when a view changes; one new connection then serves them all. */
  private regroup(): void {
    if (this.paused) return;
    if (this.connection === undefined || this.connectedFor !== keyOf(this.interest())) this.restartIn(regroupMs);
  }

  private restartIn(ms: number): void {
    clearTimeout(this.restartTimer);
    this.restartTimer = setTimeout(() => void this.connect(), ms);
  }

  private disconnect(): void {
    clearTimeout(this.restartTimer);
    this.connection?.abort();
    this.connection = undefined;
  }

  private async connect(): Promise<void> {
    const interest = this.interest();
    if (this.connection !== undefined && this.connectedFor === keyOf(interest)) return;
    this.disconnect();
    if (this.listeners.size === 0) return;
    const connection = new AbortController();
    this.connection = connection;
    this.connectedFor = keyOf(interest);
    let reason = 'The service has ended the connection.';
    try {
      await this.read(await this.open(interest, connection.signal), connection);
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    if (this.connection !== connection) return;
    this.connection = undefined;
    this.setStatus({ state: 'lost', reason });
    this.restartIn(this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, longestRetryMs);
  }

  private async read(stream: ReadableStream<Uint8Array>, connection: AbortController): Promise<void> {
    const parser = new ServerEventParser();
    const decoder = new TextDecoder();
    const reader = stream.getReader();
    this.setStatus({ state: 'live' });
    this.retryMs = firstRetryMs;
    for (const listener of this.listeners) listener.onConnected?.();
    while (true) {
      const watchdog = setTimeout(() => void reader.cancel(), silenceMs);
      const piece = await reader.read().finally(() => clearTimeout(watchdog));
      if (piece.done || connection.signal.aborted) return;
      for (const event of parser.push(decoder.decode(piece.value, { stream: true }))) this.dispatch(event);
    }
  }

  /** The border: events have the shapes of the service's schemas. */
  private dispatch({ event, data }: ServerEvent): void {
    const listeners = [...this.listeners];
    if (event === 'points') {
      const { points } = JSON.parse(data) as PointsEvent;
      for (const listener of listeners) listener.onPoints?.(points);
    }
    if (event === 'alert') {
      const alert = JSON.parse(data) as AlertOut;
      for (const listener of listeners) listener.onAlert?.(alert);
    }
    if (event === 'incident') {
      const incident = JSON.parse(data) as IncidentOut;
      for (const listener of listeners) listener.onIncident?.(incident);
    }
    if (event === 'quiet') for (const listener of listeners) listener.onQuiet?.();
    if (event === 'twin') for (const listener of listeners) listener.onTwin?.();
  }

  private interest(): LiveInterest {
    const wanted = [...this.listeners];
    const series = [...new Set(wanted.flatMap((listener) => listener.series ?? []))].sort((a, b) => a - b);
    const metrics = new Set(wanted.flatMap((listener) => listener.metric ?? []));
    if (metrics.size > 1)
      throw new Error(`BUG: one metric at a time can be followed, not ${[...metrics].join(' and ')}`);
    return { series: series.length > 0 ? series.join(',') : undefined, metric: [...metrics][0] };
  }

  private setStatus(status: LiveStatus): void {
    this.current = status;
    for (const listener of this.statusListeners) listener();
  }
}

function keyOf({ series, metric }: LiveInterest): string {
  return `${metric ?? ''}|${series ?? ''}`;
}
