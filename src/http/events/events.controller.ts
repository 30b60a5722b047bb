import { type BeforeApplicationShutdown, Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { LiveEvents } from '../../application/live-events.js';
import { QuerySeries, type SeriesView } from '../../application/query-series.js';
import { Clock } from '../../ports/clock.js';
import { PresentAlerts } from '../alerts/present-alerts.js';
import { PresentIncidents } from '../incidents/present-incidents.js';
import { mapLatest } from '../series/series.mapping.js';
import { EventQueue } from './event-queue.js';
import { EventsQuery, type PointsEvent } from './events.schema.js';

const pointsEveryMs = 1_000;
const heartbeatEveryMs = 15_000;
const mostSeries = 10_000;
/** A client that lets this much wait for it is cut off; it comes back by itself when it can read again. */
const mostUnreadBytes = 4 * 1024 * 1024;

@ApiTags('events')
@Controller('api/v1/events')
export class EventsController implements BeforeApplicationShutdown {
  readonly #closing = new AbortController();

  constructor(
    private readonly live: LiveEvents,
    private readonly series: QuerySeries,
    private readonly alerts: PresentAlerts,
    private readonly incidents: PresentIncidents,
    private readonly clock: Clock,
  ) {}

  /**
   * Server-sent events until the client leaves: `alert` for each alert that fires, resolves or is acknowledged,
   * `incident` for each incident that changes, `quiet` when silences or maintenance windows do, `twin` for changes to the
   * twin, and once a second `points` with the newest points of the subscribed series.
   */
  @Get()
  @ApiOperation({ summary: 'Server-sent events: alerts, incidents, quiet times, the twin, live points' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async stream(@Query({ schema: EventsQuery }) query: EventsQuery, @Res() response: Response): Promise<void> {
    const left = new AbortController();
    response.on('close', () => left.abort());
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    const send = (event: string, data: unknown) => {
      // What was being presented when the stream ended comes after its end.
      if (response.writableEnded) return;
      if (response.writableLength > mostUnreadBytes) response.destroy();
      else response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    };
    const queue = new EventQueue(
      { alerts: this.alerts, incidents: this.incidents },
      { send, giveUp: () => response.destroy() },
    );
    const stopListening = this.live.listen((event) => queue.push(event));
    response.write(': connected\n\n');
    try {
      await this.#sendPoints(query, send, response, AbortSignal.any([left.signal, this.#closing.signal]));
    } finally {
      stopListening();
      response.end();
    }
  }

  /** Ends every stream; clients come back by themselves when the service does. */
  beforeApplicationShutdown(): void {
    this.#closing.abort();
  }

  async #sendPoints(
    query: EventsQuery,
    send: (event: string, data: PointsEvent) => void,
    response: Response,
    signal: AbortSignal,
  ): Promise<void> {
    const sentAt = new Map<number, number>();
    let silentSince = this.clock.monotonic();
    while (!signal.aborted) {
      const fresh = (await this.#subscribed(query)).filter(
        ({ series, latest }) => latest !== undefined && latest.at > (sentAt.get(series.id) ?? -Infinity),
      );
      if (fresh.length > 0) {
        for (const { series, latest } of fresh) if (latest) sentAt.set(series.id, latest.at);
        send('points', { points: fresh.flatMap(mapPoint) });
        silentSince = this.clock.monotonic();
      } else if (this.clock.monotonic() - silentSince > heartbeatEveryMs) {
        response.write(': alive\n\n');
        silentSince = this.clock.monotonic();
      }
      await this.clock.sleep(pointsEveryMs, signal);
    }
  }

  async #subscribed(query: EventsQuery): Promise<readonly SeriesView[]> {
    const byId = query.series === undefined ? [] : await this.series.some(query.series.split(',').map(Number));
    const byMetric = query.metric === undefined ? [] : await this.series.list({ metric: query.metric }, 0, mostSeries);
    return [...byId, ...byMetric];
  }
}

function mapPoint({ series, latest }: SeriesView): PointsEvent['points'] {
  return latest ? [{ seriesId: series.id, ...mapLatest(latest, series) }] : [];
}
