import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anIncident, noon } from '../../test/alerting/builders.js';
import { aSymptom, over } from '../../test/alerting/symptoms.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { DuckDbTelemetryStore } from '../adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import type { Alert } from '../domain/alerting/alert.js';
import { pointsOf } from '../domain/telemetry/decoders/security-events-json/event-points.js';
import { ownMoment } from '../domain/telemetry/decoders/security-events-json/event-time.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { batchOf } from '../domain/telemetry/telemetry-batch.js';
import { FindCommonEvents } from './find-common-events.js';

interface Login {
  readonly user: string;
  readonly host: string;
  readonly source?: string;
  readonly isSuccess?: boolean;
}

const failuresAt = (assetId: string, seconds = 0) => aSymptom(assetId, 'dc.access.login_failures', seconds);

/** Real: the store on disk, what becomes of a login, how its moments are made. Made here: the alerts. */
describe('Alerts of counted events', () => {
  const registry = new SeriesRegistry();
  const clock = new FakeClock(noon);
  let dir: string;
  let store: DuckDbTelemetryStore;
  let find: FindCommonEvents;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'plenum-events-'));
    store = await DuckDbTelemetryStore.open({ dir, clock });
    find = new FindCommonEvents(store, { registry }, clock);
  });
  afterEach(async () => {
    await store.close();
    await rm(dir, { recursive: true });
  });

  /** So many in the minute after noon, told in whole seconds as most logs do. */
  const logins = async (times: number, { user, host, source, isSuccess = false }: Login, fromSecond = 0) => {
    const points = Array.from({ length: times }, (_, i) => {
      const second = noon + (fromSecond + Math.floor((i * 60) / times)) * 1000;
      const at = ownMoment(second, `${user} ${host} ${i} ${fromSecond}`);
      const event = { kind: 'login' as const, at, id: undefined, isSuccess, user, host, source, count: 1 };
      return pointsOf(event).map(({ kind, entity, metric, component, value }) => {
        const assetId = kind === 'host' ? entity : `${kind}:${entity}`;
        const { id } = registry.intern({ assetId, metric, component }, { unit: '', source: 'json', simulated: false });
        return { seriesId: id, at, value };
      });
    }).flat();
    await store.appendPoints(batchOf(points));
  };
  const areOne = async (one: Alert, other: Alert) => (await find.among([one, other], [])).areIn([one], [other]);

  it('at a user and at the host where somebody guesses the password are of the same events', async () => {
    await logins(14, { user: 'alice', host: 'srv-1' });
    expect(await areOne(failuresAt('user:alice'), failuresAt('srv-1'))).toBe(true);
  });

  it('at an address that tries many users are those of each of them and of the host', async () => {
    const users = ['alice', 'bob', 'carol'];
    for (const [i, user] of users.entries()) await logins(5, { user, host: 'srv-1', source: '203.0.113.9' }, i);
    const source = failuresAt('source:203.0.113.9');
    for (const user of users) expect(await areOne(source, failuresAt(`user:${user}`))).toBe(true);
    expect(await areOne(source, failuresAt('srv-1'))).toBe(true);
    const names = aSymptom('source:203.0.113.9', 'dc.access.users_tried', 0);
    expect(await areOne(names, failuresAt('srv-1'))).toBe(true);
  });

  it('of two attacks at one time have nothing in common, though a victim has once mistyped at the other machine', async () => {
    await logins(14, { user: 'alice', host: 'srv-1' });
    await logins(14, { user: 'bob', host: 'srv-2' }, 1);
    await logins(1, { user: 'alice', host: 'srv-2' }, 40);
    await logins(5, { user: 'alice', host: 'srv-2', isSuccess: true }, 41);
    expect(await areOne(failuresAt('user:alice'), failuresAt('srv-2'))).toBe(false);
    expect(await areOne(failuresAt('user:bob'), failuresAt('srv-1'))).toBe(false);
    expect(await areOne(failuresAt('user:bob'), failuresAt('srv-2'))).toBe(true);
  });

  it('are told apart as well once the store has put them away, where moments are whole milliseconds', async () => {
    await logins(14, { user: 'alice', host: 'srv-1' });
    await logins(14, { user: 'bob', host: 'srv-2' });
    await store.rollUp();
    await logins(7, { user: 'alice', host: 'srv-1' }, 60);
    expect(await areOne(failuresAt('user:alice'), failuresAt('srv-1'))).toBe(true);
    expect(await areOne(failuresAt('user:alice'), failuresAt('srv-2'))).toBe(false);
  });

  it('that do not fire at one time have nothing in common', async () => {
    await logins(14, { user: 'alice', host: 'srv-1' });
    const before = over(failuresAt('user:alice'), 60);
    expect(await areOne(before, failuresAt('srv-1', 600))).toBe(false);
  });

  it('are found to be one when their events are stored after they fired', async () => {
    const [user, host] = [failuresAt('user:dave'), failuresAt('srv-9')];
    expect(await areOne(user, host)).toBe(false);
    await logins(14, { user: 'dave', host: 'srv-9' });
    clock.advance(15_000);
    expect(await areOne(user, host)).toBe(true);
  });

  it('are found to be one in the end though an attack of many others is looked at before them', async () => {
    const numbers = Array.from({ length: 20 }, (_, i) => i);
    const attack = numbers.flatMap((i) => [failuresAt(`source:203.0.113.${i}`), failuresAt(`user:user-${i}`)]);
    const [user, host] = [failuresAt('user:alice'), failuresAt('srv-1')];
    await logins(14, { user: 'alice', host: 'srv-1' });
    for (let turn = 0; turn < 12; turn += 1) {
      await find.among([...attack, user, host], []);
      clock.advance(15_000);
    }
    expect((await find.among([...attack, user, host], [])).areIn([user], [host])).toBe(true);
  });

  it('that are told as one are one for a process that takes over, without a look at their events', async () => {
    const [user, host, other] = [failuresAt('user:frank'), failuresAt('srv-7'), failuresAt('srv-8')];
    const told = anIncident({ members: [user, host] });
    const common = await find.among([other], [told]);
    expect(common.areIn([user], [host])).toBe(true);
    expect(common.areIn([user], [other])).toBe(false);
  });

  it('of an attack from hundreds of addresses on hundreds of users stay one, though not each of them is held against each', async () => {
    const members = Array.from({ length: 200 }, (_, i) => [
      failuresAt(`source:203.0.113.${i}`, i),
      failuresAt(`user:user-${i}`, i),
    ]).flat();
    const common = await find.among([], [anIncident({ members })]);
    const [firstSource, firstUser, lastSource, lastUser] = [...members.slice(0, 2), ...members.slice(-2)];
    expect(common.areIn([firstSource!], [lastUser!])).toBe(true);
    expect(common.areIn([firstUser!], [lastSource!])).toBe(true);
    expect(common.areIn([lastSource!], [lastUser!])).toBe(false);
  });

  it('of a series that another process has brought up are found after a look at the catalogue', async () => {
    await logins(14, { user: 'erin', host: 'srv-1' });
    const own = new SeriesRegistry();
    const loadSeries = () => {
      own.load([...registry.all()]);
      return Promise.resolve();
    };
    find = new FindCommonEvents(store, { registry: own, loadSeries }, clock);
    expect(await areOne(failuresAt('user:erin'), failuresAt('srv-1'))).toBe(true);
  });
});
