import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { partitionOfAsset } from '../../src/domain/telemetry/partition-of-asset.js';
import { sendJson } from '../e2e/api-call.js';
import { eventually, patienceMs, type RunningService } from '../e2e/plenum-process.js';
import { untilGroupHas } from './consumer-group.js';
import { PlenumProcesses } from './plenum-processes.js';
import { BackEndServers } from './plenum-roles.js';

const minute = 60_000;
const metric = 'dc.crah.fan_speed';
/** Enough that each scorer has some. */
const crahs = Array.from({ length: 12 }, (_, index) => `hall-crah-${index}`);

interface Alert {
  readonly id: string;
  readonly state: string;
  readonly assetId: string;
}

interface Version {
  readonly id: string;
  readonly reason: string;
}

/** Real: every server and every process, as built, and SIGKILL. The telemetry is made here. */
describe('feedback given at one process, for series that others judge', () => {
  /** Times lie in the past, so that hours pass in seconds; far enough for those that pass while a lost partition is opened anew. */
  let now = Date.now() - 4 * 24 * 60 * minute;
  let servers: BackEndServers;
  let records: Client;
  let processes: PlenumProcesses;
  let center: RunningService;
  let scorers: [RunningService, RunningService];

  beforeAll(async () => {
    servers = await BackEndServers.start();
    records = new Client({ connectionString: servers.postgres.url });
    await records.connect();
    processes = new PlenumProcesses(servers);
    [center, ...scorers] = await Promise.all([
      processes.start('ingest,store,api'),
      processes.start('score'),
      processes.start('score'),
    ]);
    await untilGroupHas(servers.kafka, 'plenum.points.score', 2);
  }, patienceMs);
  afterAll(async () => {
    await processes.stop();
    await records.end();
    await servers.stop();
  }, patienceMs);

  const at = (path: string) => new URL(`/api/v1/${path}`, center.url);
  const alerts = async () => ((await center.get('/api/v1/alerts?limit=1000')) as { items: readonly Alert[] }).items;
  const untilAlerts = (areWanted: (all: readonly Alert[]) => boolean) => eventually(alerts, areWanted);
  const running = (time: number) => 0.6 + 0.01 * Math.sin((time / minute) * 1.7);
  const standing = () => 0;
  const report = async (minutes: number, valueAt: (time: number) => number) => {
    const times = Array.from({ length: minutes }, (_, step) => now + step * minute);
    now += minutes * minute;
    const points = times.flatMap((time) =>
      crahs.map((asset) => ({ asset, metric, unit: '1', at: time, value: valueAt(time) })),
    );
    expect((await sendJson(at('telemetry'), 'POST', { points })).status).toBeLessThan(300);
  };
  const untilAllJudged = () =>
    eventually(
      async () => Promise.all((await series()).map(({ id }) => newestScore(id))),
      (scores) => scores.length === crahs.length && scores.every((score) => typeof score === 'number'),
    );
  const versions = async () =>
    ((await center.get('/api/v1/detectors/versions')) as { items: readonly Version[] }).items;
  const takeVersion = async () => ((await sendJson(at('detectors/versions'), 'POST', {})).json as Version).id;
  /** Each lane keeps its part of a version once it has done what was ordered before, and orders wait for points. */
  const untilCarriedOut = async (versionId: string, valueAt: (time: number) => number) => {
    const lanes = new Set(crahs.map((crah) => partitionOfAsset(crah, 4)));
    await eventually(
      async () => {
        await report(1, valueAt);
        return records.query(`SELECT name FROM state_snapshots WHERE name LIKE $1`, [`version-${versionId}-%`]);
      },
      ({ rows }) => rows.length === lanes.size,
    );
  };
  const series = async () =>
    ((await center.get(`/api/v1/series?metric=${metric}`)) as { items: readonly { id: number }[] }).items;
  const newestScore = async (id: number) => {
    const path = `/api/v1/series/${id}/points?step=raw&from=${now - minute}&to=${now}`;
    return ((await center.get(path)) as { points: readonly { score: number | null }[] }).points[0]?.score;
  };

  it(
    'reaches their owners, also when one of them is killed right after it, and those that take its place',
    async () => {
      await report(300, running);
      await report(10, standing);
      const firing = await untilAlerts((all) => all.length === crahs.length);
      expect(new Set(firing.map(({ assetId }) => assetId))).toEqual(new Set(crahs));

      for (const { id } of firing) {
        const given = await sendJson(at(`alerts/${id}/feedback`), 'POST', { verdict: 'not-anomaly' });
        expect(given).toMatchObject({ status: 200, json: { verdict: 'not-anomaly', history: [{ by: 'loopback' }] } });
      }
      await scorers[0].kill();
      await untilGroupHas(servers.kafka, 'plenum.points.score', 1);
      await report(2, standing);
      await untilCarriedOut(await takeVersion(), standing);
      await report(5, standing);
      await untilAlerts((all) => all.every(({ state }) => state === 'resolved'));

      await processes.start('score');
      await scorers[1].kill();
      await untilGroupHas(servers.kafka, 'plenum.points.score', 1);
      await report(60, running);
      await report(20, standing);
      await report(5, running);
      await untilAllJudged();
      expect(await alerts()).toHaveLength(crahs.length);
    },
    patienceMs,
  );

  it(
    'is undone everywhere by a roll-back to the version from before it',
    async () => {
      const before = (await versions()).find(({ reason }) => reason === 'before-feedback');
      const back = await sendJson(at(`detectors/versions/${before!.id}/rollback`), 'POST', {});
      expect(back.status).toBe(202);
      await untilCarriedOut(await takeVersion(), running);
      await report(120, running);
      await report(10, standing);
      const alertsOf = (all: readonly Alert[], crah: string) => all.filter(({ assetId }) => assetId === crah).length;
      await untilAlerts((all) => crahs.every((crah) => alertsOf(all, crah) === 2));
    },
    patienceMs,
  );
});
