import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batchOf } from '../domain/telemetry/telemetry-batch.js';
import { noon } from '../../test/alerting/builders.js';
import { aScoringService, dyingFan, fanPoints, uninterrupted } from '../../test/alerting/scoring-service.js';

describe('Scoring the telemetry', () => {
  it('a CRAH fan that stops: every point scored, one alert fired and resolved, shown and stored', async () => {
    const service = aScoringService();
    const { latest } = await service.start();
    await service.publishHistory();
    await service.drain();
    expect(service.store.rows).toHaveLength(fanPoints.all);
    expect(service.alertLog.changes).toMatchObject([
      { state: 'firing', metric: 'dc.crah.fan_speed', startsAt: noon + fanPoints.healthy * 10_000, value: 0 },
      { state: 'resolved' },
    ]);
    expect(service.shown).toMatchObject([
      { kind: 'alert', alert: { state: 'firing' } },
      { kind: 'alert', alert: { state: 'resolved' } },
    ]);
    expect(latest.of(1)).toMatchObject({ at: noon + (fanPoints.all - 1) * 10_000 });
    expect(service.metrics.totals.get('component_received_total score')).toBe(fanPoints.all);
    expect(service.metrics.totals.get('alerts_firing anomaly')).toBe(0);
  });

  it('points that an edge has judged are not judged again, and their offset is committed with the state', async () => {
    const service = aScoringService({ everyPoints: 1 });
    await service.start();
    const column = Float32Array.of(7);
    const judged = { score: column, expected: column, lower: column, upper: column };
    await service.bus.publish({ ...batchOf([{ seriesId: 1, at: noon, value: 0 }]), scores: judged });
    await service.drain();
    expect(service.store.rows).toEqual([]);
    expect(service.alertLog.changes).toEqual([]);
    expect(service.metrics.totals.get('component_dropped_total score judged_elsewhere')).toBe(1);
    expect(service.bus.committed()).toBe(1);
  });

  it('a restart in the middle of an episode does not double the alert', async () => {
    const service = aScoringService();
    await service.start();
    await service.publishHistory();
    await service.bus.deliver(fanPoints.healthy / 10 + 1);
    expect(service.alertLog.changes).toHaveLength(1);
    const written = service.store.rows.length;
    await service.start();
    await service.bus.deliver(fanPoints.healthy / 10 + 1);
    expect(service.alertLog.changes).toHaveLength(1);
    expect(service.shown).toHaveLength(1);
    expect(service.store.rows).toHaveLength(written);
  });

  it('the alert of a stopped fan is told while the store is away, and told once', async () => {
    const service = aScoringService();
    await service.start();
    await service.publishHistory();
    service.store.refuseNext();
    await expect(service.bus.deliver(fanPoints.healthy / 10 + 1)).rejects.toThrow('the disk is full');
    expect(service.store.rows).toEqual([]);
    expect(service.shown).toMatchObject([{ kind: 'alert', alert: { state: 'firing' } }]);
    await service.drain();
    expect(service.shown).toHaveLength(2);
    expect(service.rows()).toEqual((await uninterrupted()).rows);
  });

  it('a kill between alert recorded and scores written loses no score and doubles no alert', async () => {
    const service = aScoringService();
    await service.start();
    await service.publishHistory();
    service.store.refuseNext();
    await expect(service.bus.deliver(fanPoints.healthy / 10 + 1)).rejects.toThrow('the disk is full');
    expect(service.alertLog.changes).toHaveLength(1);
    await service.start();
    await service.drain();
    expect(service.changes()).toEqual((await uninterrupted()).changes);
    expect(service.rows()).toEqual((await uninterrupted()).rows);
  });

  it('a database that is gone when an alert fires loses nothing', async () => {
    const service = aScoringService();
    await service.start();
    await service.publishHistory();
    service.alertLog.refuseNext();
    await expect(service.bus.deliver(fanPoints.healthy / 10 + 1)).rejects.toThrow('the database is gone');
    await service.start();
    await service.drain();
    expect(service.changes()).toEqual((await uninterrupted()).changes);
    expect(service.rows()).toEqual((await uninterrupted()).rows);
  });

  it('a store or a database that is gone for a while loses and doubles nothing', async () => {
    const service = aScoringService();
    await service.start();
    await service.publishHistory();
    service.store.refuseNext();
    await expect(service.bus.deliver(25)).rejects.toThrow('the disk is full');
    service.alertLog.refuseNext(2);
    await expect(service.bus.deliver(25)).rejects.toThrow('the database is gone');
    await expect(service.bus.deliver(25)).rejects.toThrow('the database is gone');
    await service.drain();
    expect(service.rows()).toEqual((await uninterrupted()).rows);
    expect(service.changes()).toEqual((await uninterrupted()).changes);
  });

  it('a graceful stop saves the state: the next start judges nothing again', async () => {
    const service = aScoringService();
    const { loop } = await service.start();
    await service.publishHistory();
    await service.bus.deliver(10);
    await loop.stop();
    await loop.stop();
    expect(service.bus.committed()).toBe(10);
    await service.start();
    await service.drain();
    expect(service.metrics.totals.get('component_received_total score')).toBe(fanPoints.all);
    expect(service.rows()).toEqual((await uninterrupted()).rows);
  });

  it('an offset is committed only once its state is saved', async () => {
    const service = aScoringService({ everyPoints: 100 });
    await service.start();
    await service.publishHistory();
    await service.bus.deliver(9);
    expect(service.bus.committed()).toBe(0);
    await service.bus.deliver(4);
    expect(service.bus.committed()).toBe(13);
    expect(service.snapshots.saved.get('score-0')?.offset).toBe(13);
  });

  it('a damaged state is said and given up, and what fires can still resolve', async () => {
    const service = aScoringService({ everyPoints: 10 });
    await service.start();
    await service.publishHistory();
    await service.bus.deliver(fanPoints.healthy / 10 + 1);
    expect(service.alertLog.changes).toMatchObject([{ state: 'firing' }]);
    service.snapshots.saved.set('score-0', { offset: 25, version: 2, bytes: new Uint8Array([9, 9, 9]) });
    await service.start();
    expect(service.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'saved scoring state not usable, detectors warm up again' }),
    );
    await service.drain();
    expect(service.alertLog.changes).toMatchObject([{ state: 'firing' }, { state: 'resolved' }]);
  });

  it('a state of another version is given up too', async () => {
    const service = aScoringService();
    service.snapshots.saved.set('score-0', { offset: 3, version: 99, bytes: new Uint8Array() });
    await service.start();
    expect(service.log.lines).toMatchObject([{ level: 'error', fields: { found: 99, readable: 2 } }]);
  });

  it('SIGKILL at any time and any number of times loses and doubles nothing', async () => {
    const expected = await uninterrupted();
    const life = fc.record({ calls: fc.integer({ min: 0, max: 8 }), batchesACall: fc.integer({ min: 1, max: 7 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { maxLength: 5 }), fc.integer({ min: 1, max: 300 }), async (lives, every) => {
        const service = aScoringService({ everyPoints: every });
        await service.publishHistory();
        for (const { calls, batchesACall } of lives) {
          await service.start();
          for (let call = 0; call < calls; call += 1) await service.bus.deliver(batchesACall);
        }
        await service.start();
        await service.drain();
        expect(service.rows()).toEqual(expected.rows);
        expect(service.changes()).toEqual(expected.changes);
        expect(service.shown).toHaveLength(expected.changes.length);
      }),
      { numRuns: 60 },
    );
  });

  it('SIGKILL while a fan dies slowly: told when it crawls and when it stands still, and nothing twice', async () => {
    const life = fc.record({ calls: fc.integer({ min: 0, max: 14 }), batchesACall: fc.integer({ min: 1, max: 4 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { maxLength: 5 }), fc.integer({ min: 1, max: 300 }), async (lives, every) => {
        const service = aScoringService({ everyPoints: every });
        await service.publishHistory(dyingFan);
        for (const { calls, batchesACall } of lives) {
          await service.start();
          for (let call = 0; call < calls; call += 1) await service.bus.deliver(batchesACall);
        }
        await service.start();
        await service.drain();
        const { changes } = service.alertLog;
        expect(changes.map(({ state, severity, escalatedFrom }) => [state, severity, escalatedFrom])).toEqual([
          ['firing', 'warning', undefined],
          ['firing', 'critical', 'warning'],
          ['resolved', 'critical', undefined],
        ]);
        expect(changes.at(-1)).toMatchObject({ value: 0 });
      }),
      { numRuns: 60 },
    );
  });
});
