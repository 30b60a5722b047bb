import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../system/fake-clock.js';
import { RecordingLog } from '../../system/recording-log.js';
import { InfluxHttp } from './influx-http.js';
import { ServerWatch } from './server-watch.js';

/** A real HTTP server that answers as a proxy before InfluxDB may. */
describe('Watching for restarts of InfluxDB', () => {
  let proxy: Server;
  let answer: { status: number; body: string };
  let watch: ServerWatch;
  let log: RecordingLog;
  let restarts: number;
  const ready = (started: string) => ({ status: 200, body: JSON.stringify({ status: 'ready', started }) });

  beforeEach(async () => {
    proxy = createServer((_, response) => response.writeHead(answer.status).end(answer.body)).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = proxy.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    log = new RecordingLog();
    const http = new InfluxHttp({ url: `http://127.0.0.1:${port}`, org: 'plenum', token: 'a-token' });
    watch = new ServerWatch(http, new FakeClock(), 5_000, log);
    answer = ready('2026-03-01T00:00:00Z');
    await watch.demandLook();
    restarts = 0;
    watch.onRestart(() => (restarts += 1));
  });
  afterEach(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await once(proxy, 'close');
  });

  it.each([
    ['no such page', { status: 404, body: 'not found' }],
    ['a page of its own', { status: 200, body: '<html>back soon</html>' }],
    ['another document', { status: 200, body: '{}' }],
  ])('goes on when the proxy has %s while the server restarts', async (_, page) => {
    answer = page;
    await watch.look();
    expect(restarts).toBe(0);
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'influxdb does not say when it started' }]);
    answer = ready('2026-03-01T01:00:00Z');
    await watch.look();
    expect(restarts).toBe(1);
    expect(watch.startMs).toBe(Date.UTC(2026, 2, 1, 1));
  });

  it('takes a server that is away for one that has not restarted, and says nothing', async () => {
    answer = { status: 503, body: 'away' };
    await watch.look();
    expect(restarts).toBe(0);
    expect(log.lines).toEqual([]);
  });
});
