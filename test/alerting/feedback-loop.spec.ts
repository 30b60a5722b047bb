import { describe, expect, it } from '@jest/globals';
import { noon } from './builders.js';
import { aFeedbackOrder, aRollBack, aVersion } from './order-builders.js';
import { aScoringService, crahIn, fanPoints, uninterrupted } from './scoring-service.js';

const stopped = { from: fanPoints.healthy, until: fanPoints.healthy + fanPoints.stopped };

/** Scores of a CRAH's fan while it stood still. */
function whileStopped(service: ReturnType<typeof aScoringService>, seriesId = 1) {
  const [from, until] = [noon + stopped.from * 10_000, noon + stopped.until * 10_000];
  return service.rows().filter((row) => row.seriesId === seriesId && row.at >= from && row.at < until);
}

/** The fan of the first CRAH stood still, which is no anomaly. */
function noAnomaly(partition = 0, partitions = 1) {
  const [lesson] = aFeedbackOrder({}).lessons;
  const lessons = [{ ...lesson!, seriesId: partition + 1, assetId: crahIn(partition, partitions) }];
  return aFeedbackOrder({ lessons });
}

/** Real: lanes, detectors, use cases. In memory: bus, store, snapshots, records. */
describe('feedback on the way to the detectors', () => {
  it('reaches a running process, and the alert ends as if the fan were back', async () => {
    const service = aScoringService();
    const process = await service.start();
    await service.publishHistory();
    for (let batch = 0; batch < 26; batch += 2) await service.bus.deliver(2);
    expect(service.changes().map(({ state }) => state)).toEqual(['firing']);
    process.feed.heard(await service.orders.append([noAnomaly()]));
    await service.drain();
    const scores = whileStopped(service).map(({ score }) => score);
    expect(scores[10]).toBeGreaterThan(1);
    expect(scores.filter((_, index) => index >= 20).every((score) => score < 1)).toBe(true);
    const [, resolved] = service.changes();
    expect(resolved?.resolvedAt).toBeLessThan(noon + stopped.until * 10_000);
  });

  it('is in the state once, wherever the process is killed after it', async () => {
    const expected = await undisturbed();
    for (const killAfter of [24, 25, 27, 29]) {
      const service = aScoringService();
      const first = await service.start();
      await service.publishHistory();
      for (let batch = 0; batch < 24; batch += 1) await service.bus.deliver(1);
      first.feed.heard(await service.orders.append([noAnomaly()]));
      for (let batch = 24; batch < killAfter; batch += 1) await service.bus.deliver(1);
      await service.start();
      await service.drain();
      expect(service.rows()).toEqual(expected);
      const taught = service.log.lines.filter(({ message }) => message === 'detectors taught by feedback');
      expect(taught).toHaveLength(1);
    }
  });

  it('is applied again to a state from before it', async () => {
    const service = aScoringService();
    const first = await service.start();
    await service.publishHistory();
    for (let batch = 0; batch < 20; batch += 1) await service.bus.deliver(1);
    await first.loop.stop();
    const before = service.snapshots.saved.get('score-0')!;
    const second = await service.start();
    second.feed.heard(await service.orders.append([noAnomaly()]));
    await service.bus.deliver(1);
    service.snapshots.saved.set('score-0', before);
    await service.start();
    await service.drain();
    expect(Math.max(...whileStopped(service).map(({ score }) => score))).toBeLessThan(1);
  });

  it('given after a crash on an alert that no saved state knows lets that alert end', async () => {
    const service = aScoringService();
    const first = await service.start();
    await service.publishHistory();
    for (let batch = 0; batch < 20; batch += 1) await service.bus.deliver(1);
    await first.loop.stop();
    await service.start();
    for (let batch = 20; batch < 26; batch += 1) await service.bus.deliver(1);
    expect(service.changes().map(({ state }) => state)).toEqual(['firing']);
    await service.orders.append([noAnomaly()]);
    await service.start();
    await service.drain();
    const [firing, resolved] = service.changes();
    expect(service.changes()).toHaveLength(2);
    expect(resolved).toMatchObject({ id: firing?.id, state: 'resolved' });
  });

  it('is learned in the partition of its series alone', async () => {
    const service = aScoringService({ partitions: 2 });
    const process = await service.start();
    await service.publishHistory();
    for (const partition of [0, 1]) {
      for (let batch = 0; batch < 20; batch += 1) await service.bus.deliver(1, partition);
    }
    process.feed.heard(await service.orders.append([noAnomaly(1, 2)]));
    await service.drain();
    expect(Math.max(...whileStopped(service, 1).map(({ score }) => score))).toBeGreaterThan(1);
    expect(Math.max(...whileStopped(service, 2).map(({ score }) => score))).toBeLessThan(1);
    expect(service.log.lines.filter(({ message }) => message === 'detectors taught by feedback')).toHaveLength(1);
  });

  it('changes nothing where nobody says anything', async () => {
    const service = aScoringService({ everyPoints: 50 });
    await service.start();
    await service.publishHistory();
    await service.drain();
    expect(service.rows()).toEqual((await uninterrupted()).rows);
  });
});

describe('versions of what detectors have learned', () => {
  it('bring back what was known before feedback, and the fault alerts again', async () => {
    const service = aScoringService();
    const process = await service.start();
    await service.publishHistory();
    for (let batch = 0; batch < 20; batch += 1) await service.bus.deliver(1);
    process.feed.heard(await service.orders.append([aVersion({ id: 'v' }), noAnomaly()]));
    await service.bus.deliver(1);
    process.feed.heard(await service.orders.append([aRollBack({ versionId: 'v' })]));
    await service.drain();
    expect(Math.max(...whileStopped(service).map(({ score }) => score))).toBeGreaterThan(1);
    expect(service.rows()).toHaveLength(fanPoints.all);
  });

  it('undo feedback also where a process was killed before it had saved anything, so that they hold nothing', async () => {
    const service = aScoringService();
    await service.start();
    await service.publishHistory();
    for (let batch = 0; batch < 20; batch += 1) await service.bus.deliver(1);
    await service.orders.append([aVersion({ id: 'v' }), noAnomaly()]);
    const { feed } = await service.start();
    await service.bus.deliver(1);
    feed.heard(await service.orders.append([aRollBack({ versionId: 'v' })]));
    await service.drain();
    expect(Math.max(...whileStopped(service).map(({ score }) => score))).toBeGreaterThan(1);
    expect(service.rows()).toHaveLength(fanPoints.all);
  });

  it('leave an open episode open: the alert that fires goes on under its id', async () => {
    const service = aScoringService();
    const process = await service.start();
    await service.publishHistory();
    for (let batch = 0; batch < 20; batch += 1) await service.bus.deliver(1);
    process.feed.heard(await service.orders.append([aVersion({ id: 'v' })]));
    for (let batch = 20; batch < 26; batch += 1) await service.bus.deliver(1);
    process.feed.heard(await service.orders.append([aRollBack({ versionId: 'v' })]));
    await service.drain();
    const rolledBack = service.log.lines.find(({ message }) => message.startsWith('detectors rolled back'));
    expect(rolledBack?.fields).toMatchObject({ versionId: 'v', series: 1 });
    const [firing, resolved] = service.changes();
    expect(service.changes()).toHaveLength(2);
    expect(resolved).toMatchObject({ id: firing?.id, state: 'resolved' });
  });

  it('keep their first state when an order comes again after a crash', async () => {
    const service = aScoringService();
    const process = await service.start();
    await service.publishHistory();
    await service.bus.deliver(10);
    process.feed.heard(await service.orders.append([aVersion({ id: 'v' })]));
    const before = new Map(service.snapshots.saved);
    await service.bus.deliver(1);
    const kept = service.snapshots.saved.get('version-v-0');
    service.snapshots.saved.clear();
    for (const [name, snapshot] of before) service.snapshots.saved.set(name, snapshot);
    service.snapshots.saved.set('version-v-0', kept!);
    await service.start();
    await service.drain();
    expect(service.snapshots.saved.get('version-v-0')).toBe(kept);
  });

  it('are dropped when there are too many of their kind, and a way back to one of those is said not to be there', async () => {
    const service = aScoringService();
    const process = await service.start();
    await service.publishHistory();
    for (let number = 0; number < 9; number += 1) {
      process.feed.heard(await service.orders.append([aVersion({ id: `v${number}` })]));
      await service.bus.deliver(1);
    }
    const parts = [...service.snapshots.saved.keys()].filter((name) => name.startsWith('version-'));
    expect(parts.sort()).toEqual(['2', '3', '4', '5', '6', '7', '8'].map((number) => `version-v${number}-0`));
    process.feed.heard(await service.orders.append([aRollBack({ versionId: 'v0' })]));
    await service.drain();
    expect(service.log.lines.map(({ message }) => message)).toContain(
      'a version has no part of this partition, nothing rolled back',
    );
  });

  it('that cannot be read stop nothing: the next points are scored', async () => {
    const service = aScoringService();
    const process = await service.start();
    await service.publishHistory();
    await service.bus.deliver(10);
    const damaged = { offset: 0, version: 1, bytes: new Uint8Array(64) };
    service.snapshots.saved.set('version-v-0', damaged);
    process.feed.heard(await service.orders.append([aVersion({ id: 'v' }), aRollBack({ versionId: 'v' })]));
    await service.drain();
    expect(service.rows()).toHaveLength(fanPoints.all);
    expect(service.log.lines.map(({ message }) => message)).toContain(
      'an order to the detectors cannot be carried out',
    );
  });
});

/** Scores of a history in which feedback came before the fan stopped, without any crash. */
async function undisturbed() {
  const service = aScoringService();
  const process = await service.start();
  await service.publishHistory();
  for (let batch = 0; batch < 24; batch += 1) await service.bus.deliver(1);
  process.feed.heard(await service.orders.append([noAnomaly()]));
  await service.drain(1);
  return service.rows();
}
