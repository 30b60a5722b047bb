import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anAlert, noon } from '../../test/alerting/builders.js';
import { asForwarded } from '../domain/alerting/fingerprint.js';
import { aScoringService, crahIn, fanPoints, uninterrupted } from '../../test/alerting/scoring-service.js';

const partitions = 2;
const stoppedBatches = fanPoints.healthy / 10 + 1;

describe('Scoring shared by processes', () => {
  it('a partition handed over in the middle of an episode goes on elsewhere, judged once', async () => {
    const service = aScoringService({ partitions });
    const first = await service.start();
    await service.publishHistory();
    await service.bus.deliver(stoppedBatches, 1);
    const second = service.aProcess();
    await service.bus.take(1, first.loop);
    await service.bus.give(1, second.loop);
    while (!service.bus.isDrained(1)) await service.bus.deliver(5, 1, second.loop);
    while (!service.bus.isDrained(0)) await service.bus.deliver(5, 0, first.loop);
    const expected = await uninterrupted({ partitions });
    expect(service.rows()).toEqual(expected.rows);
    expect(service.changes()).toEqual(expected.changes);
    expect(service.metrics.totals.get('component_received_total score')).toBe(partitions * fanPoints.all);
  });

  it('a released partition is committed and its state saved with the same offset', async () => {
    const service = aScoringService({ partitions });
    const { loop } = await service.start();
    await service.publishHistory();
    await service.bus.deliver(7, 1);
    await service.bus.take(1, loop);
    expect(service.snapshots.saved.get('score-1')?.offset).toBe(7);
    expect([service.bus.committed(0), service.bus.committed(1)]).toEqual([0, 7]);
  });

  it('a release delivers what the store had refused', async () => {
    const service = aScoringService();
    const { loop } = await service.start();
    await service.publishHistory();
    service.store.refuseNext();
    await expect(service.bus.deliver(3)).rejects.toThrow('the disk is full');
    await service.bus.take(0, loop);
    expect(service.rows()).toHaveLength(30);
    expect(service.bus.committed()).toBe(3);
  });

  it('a release during an outage of the database saves nothing, and the next owner does all of it again', async () => {
    const service = aScoringService();
    const { loop } = await service.start();
    await service.publishHistory();
    service.alertLog.refuseNext(2);
    await expect(service.bus.deliver(stoppedBatches)).rejects.toThrow('the database is gone');
    await expect(service.bus.take(0, loop)).rejects.toThrow('the database is gone');
    expect(service.bus.committed()).toBe(0);
    await service.start();
    await service.drain();
    expect(service.changes()).toEqual((await uninterrupted()).changes);
    expect(service.rows()).toEqual((await uninterrupted()).rows);
  });

  it('a release does not wait for ever for a database that does not answer', async () => {
    const service = aScoringService();
    const { loop } = await service.start();
    await service.publishHistory();
    await service.bus.deliver(1);
    service.snapshots.save = () => new Promise<void>(() => undefined);
    const released = service.bus.take(0, loop);
    service.clock.advance(10_000);
    await expect(released).rejects.toMatchObject({ code: 'unavailable', details: { partition: 0 } });
  });

  it('a partition that comes back goes on after the state that its release has saved too late, and that commits nothing', async () => {
    const service = aScoringService();
    const { loop } = await service.start();
    await service.publishHistory();
    await service.bus.deliver(7);
    let answer: () => void = () => undefined;
    const answers = new Promise<void>((resolve) => (answer = resolve));
    const save = service.snapshots.save.bind(service.snapshots);
    service.snapshots.save = (name, snapshot) => answers.then(() => save(name, snapshot));
    const released = service.bus.take(0, loop);
    service.clock.advance(10_000);
    await expect(released).rejects.toMatchObject({ code: 'unavailable' });
    const opened = loop.open(0);
    answer();
    expect(await opened).toBe(7);
    expect(service.bus.committed()).toBe(0);
  });

  it('the gauge of firing anomalies counts all partitions of the process, and no others', async () => {
    const service = aScoringService({ partitions });
    const { loop } = await service.start();
    const firing = () => service.metrics.totals.get('alerts_firing anomaly');
    await service.publishHistory();
    await service.bus.deliver(stoppedBatches, 0);
    expect(firing()).toBe(1);
    await service.bus.deliver(stoppedBatches, 1);
    expect(firing()).toBe(2);
    await service.bus.take(0, loop);
    expect(firing()).toBe(1);
  });

  it('without saved state, only alerts of the partition are taken over', async () => {
    const service = aScoringService({ partitions });
    for (const partition of [0, 1]) {
      const assetId = crahIn(partition, partitions);
      const over = { assetId, seriesId: partition + 1, startsAt: noon };
      await service.alertLog.record([
        anAlert({ ...over, id: `anomaly-${partition}`, fingerprint: `anomaly-${partition}` }),
        anAlert({ ...over, id: `silent-${partition}`, fingerprint: `silent-${partition}`, kind: 'silent' }),
      ]);
    }
    const { loop, lanes } = service.aProcess();
    await loop.open(1);
    expect(lanes.of(1).scoring.firing).toBe(1);
    for (const silence of lanes.silences.values()) await silence.check();
    const resolved = service.alertLog.changes.filter(({ state }) => state === 'resolved');
    expect(resolved.map(({ id }) => id)).toEqual(['silent-1']);
  });

  it('alerts of an edge stay as they are when a partition changes hands at the center', async () => {
    const service = aScoringService({ partitions });
    const over = { assetId: crahIn(1, partitions), seriesId: 2, startsAt: noon };
    const silent = { ...over, id: 'silent', fingerprint: 'silent', kind: 'silent' as const };
    await service.alertLog.record([asForwarded(anAlert(silent))]);
    const { loop, lanes } = service.aProcess();
    await loop.open(1);
    for (const silence of lanes.silences.values()) await silence.check();
    expect(service.alertLog.changes).toHaveLength(1);
  });

  it('a store without positions gets some scores twice after a kill, the same ones', async () => {
    const service = aScoringService({ everyPoints: 50, recordsPositions: false });
    await service.start();
    await service.publishHistory();
    await service.bus.deliver(8);
    await service.bus.deliver(3);
    await service.start();
    await service.drain();
    expect(service.store.rewritten).toBe(30);
    expect(service.rows()).toEqual((await uninterrupted()).rows);
    expect(service.changes()).toEqual((await uninterrupted()).changes);
  });

  it('hand-overs and SIGKILLs in any order lose and double nothing, whatever the store', async () => {
    const expected = await uninterrupted({ partitions });
    const event = fc.record({
      partition: fc.nat({ max: partitions - 1 }),
      calls: fc.nat({ max: 8 }),
      batchesACall: fc.integer({ min: 1, max: 7 }),
      end: fc.constantFrom('hand over', 'kill'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 8 }),
        fc.integer({ min: 1, max: 300 }),
        fc.boolean(),
        async (events, everyPoints, recordsPositions) => {
          const service = aScoringService({ partitions, everyPoints, recordsPositions });
          await service.publishHistory();
          const owners = [service.aProcess(), service.aProcess()];
          for (const [partition, { loop }] of owners.entries()) await service.bus.give(partition, loop);
          for (const { partition, calls, batchesACall, end } of events) {
            const { loop } = owners[partition]!;
            for (let call = 0; call < calls; call += 1) await service.bus.deliver(batchesACall, partition, loop);
            if (end === 'hand over') await service.bus.take(partition, loop);
            const next = service.aProcess();
            owners[partition] = next;
            await service.bus.give(partition, next.loop);
          }
          for (const [partition, { loop }] of owners.entries()) {
            while (!service.bus.isDrained(partition)) await service.bus.deliver(4, partition, loop);
          }
          expect(service.rows()).toEqual(expected.rows);
          expect(service.changes()).toEqual(expected.changes);
        },
      ),
      { numRuns: 40 },
    );
  });
});
