import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FragileRuns } from '../../test/alerting/score-stand-ins.js';
import { aScoringService, uninterrupted } from '../../test/alerting/scoring-service.js';
import { MemorySnapshots, RecordingLog } from '../../test/alerting/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { RewindPoint, type Standpoint } from './rewind-point.js';

const minute = 60_000;
const at = (offset: number): Standpoint => ({ offset, version: 7, bytes: Uint8Array.of(offset) });

function aServer() {
  const runs = new FragileRuns();
  const snapshots = new MemorySnapshots();
  const clock = new FakeClock();
  const log = new RecordingLog();
  const aProcess = () => new RewindPoint('store-3-rewind', runs, snapshots, { clock, log });
  return { runs, snapshots, clock, log, aProcess };
}

/** A process that has begun at offset 10 and has come to 20 a minute later. */
async function working() {
  const server = aServer();
  const point = server.aProcess();
  expect(await point.open()).toBeUndefined();
  await point.provide(() => at(10));
  await point.provide(() => at(11));
  server.clock.advance(minute);
  return { ...server, point };
}

describe('The rewind point of a partition', () => {
  it('an InfluxDB that has started anew: the partition begins again where it first wrote', async () => {
    const { runs, aProcess } = await working();
    runs.restart();
    runs.notice();
    expect(await aProcess().open()).toEqual(at(10));
  });

  it('an InfluxDB that runs on: another owner of the partition repeats nothing', async () => {
    const { aProcess } = await working();
    expect(await aProcess().open()).toBeUndefined();
  });

  it('moves forward once a minute, when the server promises what was appended', async () => {
    const { runs, clock, point, aProcess } = await working();
    await point.advance(at(20));
    await point.advance(at(30));
    clock.advance(minute);
    runs.canSecure = false;
    await point.advance(at(40));
    runs.restart();
    runs.notice();
    expect(await aProcess().open()).toEqual(at(20));
  });

  it('stays when the server turns out to have started anew in the meantime', async () => {
    const { runs, point, aProcess } = await working();
    runs.restart();
    await point.advance(at(20));
    expect(await aProcess().open()).toEqual(at(10));
  });

  it('two restarts before anybody noticed: nothing since the first is left out', async () => {
    const { runs, point, aProcess } = await working();
    await point.advance(at(20));
    runs.restart();
    runs.restart();
    runs.notice();
    expect(await aProcess().open()).toEqual(at(20));
  });

  it('is gone back to again by whoever opens the partition, until work has gone on from there', async () => {
    const { runs, aProcess } = await working();
    runs.restart();
    runs.notice();
    await aProcess().open();
    const second = aProcess();
    expect(await second.open()).toEqual(at(10));
    await second.advance(at(12));
    expect(await aProcess().open()).toBeUndefined();
    runs.restart();
    runs.notice();
    expect(await aProcess().open()).toEqual(at(10));
  });

  it('stays, and does not warn every minute of every partition, when the server refuses to promise anything', async () => {
    const { runs, log, clock, point, aProcess } = await working();
    runs.canSecure = false;
    for (const offset of [20, 21]) {
      await point.advance(at(offset));
      clock.advance(60_000);
    }
    expect(log.lines.map(({ level }) => level)).toEqual(['debug', 'debug']);
    runs.restart();
    runs.notice();
    expect(await aProcess().open()).toEqual(at(10));
  });

  it('a PostgreSQL that is away keeps nobody from storing, and the point stays', async () => {
    const { runs, snapshots, log, point, aProcess } = await working();
    const save = snapshots.save.bind(snapshots);
    snapshots.save = () => Promise.reject(new Error('the database is gone'));
    await point.advance(at(20));
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { error: 'the database is gone' } }]);
    snapshots.save = save;
    runs.restart();
    runs.notice();
    expect(await aProcess().open()).toEqual(at(10));
  });
});

describe('Scoring into a server that loses what it has acknowledged', () => {
  it('notices the restart: lost scores are written again, and no alert is raised or shown twice', async () => {
    const runs = new FragileRuns();
    const service = aScoringService({ recordsPositions: false, runs });
    const { loop } = await service.start();
    await service.publishHistory();
    await service.drain();
    await service.alertLog.acknowledge(service.alertLog.changes[0]!.id, 'mira', 1);
    runs.restart();
    expect(service.rows()).toEqual([]);
    runs.notice();
    while (service.bus.isDrained()) await new Promise(setImmediate);
    await service.drain();
    expect(service.rows()).toEqual((await uninterrupted()).rows);
    expect(service.changes()).toEqual((await uninterrupted()).changes);
    expect(service.shown).toHaveLength(2);
    await loop.stop();
    runs.restart();
    runs.notice();
    expect(service.bus.isDrained()).toBe(true);
  });

  it('restarts of the server, kills and hand-overs in any order lose no score and double no alert', async () => {
    const partitions = 2;
    const expected = await uninterrupted({ partitions });
    const event = fc.record({
      partition: fc.nat({ max: partitions - 1 }),
      calls: fc.nat({ max: 8 }),
      batchesACall: fc.integer({ min: 1, max: 7 }),
      end: fc.constantFrom('hand over', 'kill', 'restart', 'restart unnoticed', 'notice'),
      canSecure: fc.boolean(),
      passedMs: fc.constantFrom(0, minute),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 12 }), fc.integer({ min: 1, max: 150 }), async (events, every) => {
        const runs = new FragileRuns();
        const service = aScoringService({ partitions, everyPoints: every, recordsPositions: false, runs });
        await service.publishHistory();
        const owners = [service.aProcess(), service.aProcess()];
        for (const [partition, { loop }] of owners.entries()) await service.bus.give(partition, loop);
        const reopenAll = async () => {
          runs.notice();
          for (const [partition, { loop }] of owners.entries()) {
            await service.bus.take(partition, loop);
            await service.bus.give(partition, loop);
          }
        };
        for (const { partition, calls, batchesACall, end, canSecure, passedMs } of events) {
          const { loop } = owners[partition]!;
          service.clock.advance(passedMs);
          runs.canSecure = canSecure;
          for (let call = 0; call < calls; call += 1) await service.bus.deliver(batchesACall, partition, loop);
          if (end === 'restart' || end === 'restart unnoticed') runs.restart();
          if (end === 'restart' || end === 'notice') await reopenAll();
          if (end === 'hand over') await service.bus.take(partition, loop);
          if (end !== 'hand over' && end !== 'kill') continue;
          owners[partition] = service.aProcess();
          await service.bus.give(partition, owners[partition].loop);
        }
        await reopenAll();
        for (const [partition, { loop }] of owners.entries()) {
          while (!service.bus.isDrained(partition)) await service.bus.deliver(4, partition, loop);
        }
        expect(service.rows()).toEqual(expected.rows);
        expect(service.changes()).toEqual(expected.changes);
        expect(service.shown).toHaveLength(expected.changes.length);
      }),
      { numRuns: 100 },
    );
  });
});
