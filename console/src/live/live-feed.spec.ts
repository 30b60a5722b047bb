import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LiveFeed } from './live-feed.js';
import type { LiveInterest, LivePoint } from './live-feed.js';

/** Fake: the service's event stream. Real: the feed and its parser. Timers are jest's. */
class FakeService {
  readonly asked: LiveInterest[] = [];
  readonly signals: AbortSignal[] = [];
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  isAway = false;

  readonly open = (interest: LiveInterest, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> => {
    this.asked.push(interest);
    this.signals.push(signal);
    if (this.isAway) return Promise.reject(new Error('away'));
    return Promise.resolve(new ReadableStream<Uint8Array>({ start: (controller) => (this.controller = controller) }));
  };

  send(event: string, data: unknown): Promise<void> {
    this.controller?.enqueue(new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
    return jest.advanceTimersByTimeAsync(0).then(() => undefined);
  }

  async drop(): Promise<void> {
    this.controller?.close();
    await jest.advanceTimersByTimeAsync(0);
  }
}

const settled = 100;
const point = (seriesId: number) => ({ seriesId, at: '2026-01-01T00:00:00Z', value: 1 }) as LivePoint;

describe('the live feed of a tab', () => {
  let service: FakeService;
  let feed: LiveFeed;
  beforeEach(() => {
    jest.useFakeTimers();
    service = new FakeService();
    feed = new LiveFeed(service.open);
  });
  afterEach(() => {
    feed.pause(true);
    jest.useRealTimers();
  });

  it('asks once for what all views together want', async () => {
    feed.follow({ series: [7, 3] });
    feed.follow({ series: [3], metric: 'dc.rack.inlet_temperature' });
    await jest.advanceTimersByTimeAsync(settled);
    expect(service.asked).toEqual([{ series: '3,7', metric: 'dc.rack.inlet_temperature' }]);
    expect(feed.status().state).toBe('live');
  });

  it('asks again when a view wants more, and leaves the old connection', async () => {
    feed.follow({ series: [1] });
    await jest.advanceTimersByTimeAsync(settled);
    feed.follow({ series: [2] });
    await jest.advanceTimersByTimeAsync(settled);
    expect(service.asked.map(({ series }) => series)).toEqual(['1', '1,2']);
    expect(service.signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it('does not reconnect for a view that wants nothing new', async () => {
    feed.follow({ series: [1] });
    await jest.advanceTimersByTimeAsync(settled);
    const stop = feed.follow({ series: [1] });
    stop();
    await jest.advanceTimersByTimeAsync(settled);
    expect(service.asked).toHaveLength(1);
  });

  it('tells points, alerts, quiet times and changes of the twin', async () => {
    const heard: string[] = [];
    feed.follow({
      series: [1],
      onPoints: (points) => heard.push(`points ${points.map((one) => one.seriesId).join()}`),
      onAlert: (alert) => heard.push(`alert ${alert.id}`),
      onQuiet: () => heard.push('quiet'),
      onTwin: () => heard.push('twin'),
    });
    await jest.advanceTimersByTimeAsync(settled);
    await service.send('points', { points: [point(1)] });
    await service.send('alert', { id: 'a-1' });
    await service.send('quiet', {});
    await service.send('twin', { change: 'speed' });
    expect(heard).toEqual(['points 1', 'alert a-1', 'quiet', 'twin']);
  });

  it('comes back after the service was away, and says that something was missed', async () => {
    let connected = 0;
    feed.follow({ onConnected: () => (connected += 1) });
    await jest.advanceTimersByTimeAsync(settled);
    service.isAway = true;
    await service.drop();
    expect(feed.status()).toEqual({ state: 'lost', reason: 'The service has ended the connection.' });
    await jest.advanceTimersByTimeAsync(10_000);
    expect(connected).toBe(1);
    service.isAway = false;
    await jest.advanceTimersByTimeAsync(15_000);
    expect(feed.status().state).toBe('live');
    expect(connected).toBe(2);
  });

  it('takes a connection without even a heartbeat for dead', async () => {
    feed.follow({ series: [1] });
    await jest.advanceTimersByTimeAsync(settled);
    await jest.advanceTimersByTimeAsync(62_000);
    expect(service.asked).toHaveLength(2);
  });

  it('rests while the tab is hidden', async () => {
    feed.follow({ series: [1] });
    await jest.advanceTimersByTimeAsync(settled);
    feed.pause(true);
    await jest.advanceTimersByTimeAsync(120_000);
    expect(service.signals[0]?.aborted).toBe(true);
    expect(service.asked).toHaveLength(1);
    feed.pause(false);
    await jest.advanceTimersByTimeAsync(settled);
    expect(service.asked).toHaveLength(2);
  });
});
