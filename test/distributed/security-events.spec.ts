import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { eventually, patienceMs, type RunningService, startService } from '../e2e/plenum-process.js';
import { BackEndServers } from './plenum-roles.js';

const minute = 60_000;
const hour = 60 * minute;

interface Alert {
  readonly metric: string;
  readonly summary: string;
}

interface Incident {
  readonly causeAssetId: string;
  readonly assets: readonly string[];
}

/** Real: every server and every process, as built. The events are made here. */
describe('events on their topic of Kafka', () => {
  let servers: BackEndServers;
  const running: RunningService[] = [];
  let api: RunningService;
  let scorer: RunningService;

  const start = async (role: string): Promise<RunningService> => {
    const service = await startService({ ...servers.env, PLENUM_ROLES: role });
    running.push(service);
    return service;
  };

  beforeAll(async () => {
    servers = await BackEndServers.start();
    [api, scorer] = await Promise.all([start('api,store'), start('score'), start('ingest')]);
  }, patienceMs);
  afterAll(async () => {
    await Promise.all(running.map((service) => service.stop()));
    await servers.stop();
  }, patienceMs);

  const alerts = async () => {
    return ((await api.get('/api/v1/alerts?asset=user:alice')) as { items: readonly Alert[] }).items;
  };
  const incidents = async () => {
    const { items } = (await api.get('/api/v1/incidents?state=open')) as { items: readonly Incident[] };
    return items.filter(({ assets }) => assets.includes('srv-1') || assets.includes('user:alice'));
  };
  const send = async (events: readonly object[]) => {
    const kafka = new kafkajs.Kafka({ brokers: [...servers.kafka.addresses], logLevel: kafkajs.logLevel.NOTHING });
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({
      topic: 'telemetry.security',
      messages: [{ value: events.map((event) => JSON.stringify(event)).join('\n') }],
    });
    await producer.disconnect();
  };

  it(
    'are counted once, whichever scorer has the user, though the one that has them dies and the message comes again',
    async () => {
      const now = Math.floor(Date.now() / minute) * minute;
      const login = { event: 'login', user: 'alice', host: 'srv-1' };
      const usual = Array.from({ length: 180 }, (_, i) => ({
        ...login,
        outcome: 'success',
        at: now - 31 * hour + i * 10 * minute,
      }));
      const failures = Array.from({ length: 14 }, (_, i) => ({
        ...login,
        outcome: 'failure',
        at: now - 4 * minute + i * 1_700,
      }));
      await send([...usual, ...failures]);
      await scorer.kill();
      await start('score');
      await send(failures);
      const [alert] = await eventually(alerts, ({ length }) => length > 0, patienceMs);
      expect(alert!.metric).toBe('dc.access.login_failures');
      expect(alert!.summary).toMatch(/^14 failed logins in a minute at user:alice, usual 0 to \d/);
      const [incident, ...others] = await eventually(
        incidents,
        ([first]) => first !== undefined && first.assets.length > 1,
        patienceMs,
      );
      expect(incident).toMatchObject({
        causeAssetId: 'user:alice',
        assets: expect.arrayContaining(['srv-1', 'user:alice']),
      });
      expect(others).toEqual([]);
    },
    patienceMs,
  );
});
