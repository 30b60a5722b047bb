import { describe, expect, it } from '@jest/globals';
import { emptyVerdict } from '../../detector.js';
import { StateReader, StateWriter } from '../../state-bytes.js';
import { RecordNovelty } from './record-novelty.js';

const stepMs = 300_000;
const perDay = 288;

/** Web traffic at five-minute steps: a daily wave with a small repeatable ripple. */
const traffic = (i: number) => 100 + 40 * Math.sin((2 * Math.PI * i) / perDay) + ((i * 7_919) % 100) / 20;

function scores(count: number, valueAt: (index: number) => number): number[] {
  const detector = new RecordNovelty();
  const verdict = emptyVerdict();
  return Array.from({ length: count }, (_, i) => {
    detector.scoreOne(i * stepMs, valueAt(i), verdict);
    detector.learnOne(i * stepMs, valueAt(i));
    return verdict.score;
  });
}

describe('record novelty', () => {
  it('alerts once at the onset of an outage, not at every row of it', () => {
    const outage = 7 * perDay;
    const all = scores(outage + 90, (i) => (i >= outage ? 0 : traffic(i)));
    const alerts = all.slice(outage).filter((score) => score >= 1).length;
    expect(all.slice(outage, outage + 3).some((score) => score >= 1)).toBe(true);
    expect(alerts).toBeLessThanOrEqual(2);
  });

  it('ranks the rest of the outage below the alert and above what came before', () => {
    const outage = 7 * perDay;
    const all = scores(outage + 90, (i) => (i >= outage ? 0 : traffic(i)));
    const before = Math.max(...all.slice(5 * perDay, outage).filter((score) => score < 1));
    for (const score of all.slice(outage + 20)) expect(score).toBeGreaterThan(before);
  });

  it('lets the score down again in the day after a short outage, not at its last row', () => {
    const outage = 7 * perDay;
    const all = scores(outage + perDay + 1, (i) => (i >= outage && i < outage + 12 ? 0 : traffic(i)));
    const residualHeld = (row: number) => all[row]! / (1 - all[row]!);
    expect(all[outage + 11]).toBeLessThan(1);
    expect(residualHeld(outage + 90)).toBe(residualHeld(outage + 11));
    expect(residualHeld(outage + perDay)).toBeLessThan(0.5 * residualHeld(outage + 11));
  });

  it('takes a restart in the middle of an outage as if nothing had been', () => {
    const outage = 7 * perDay;
    const value = (i: number) => (i >= outage && i < outage + 12 ? 0 : traffic(i));
    const uninterrupted = scores(outage + perDay, value);
    const before = new RecordNovelty();
    for (let i = 0; i < outage + 6; i++) before.learnOne(i * stepMs, value(i));
    const writer = new StateWriter();
    before.save(writer);
    const after = new RecordNovelty();
    after.load(new StateReader(writer.bytes()));
    const verdict = emptyVerdict();
    for (let i = outage + 6; i < outage + perDay; i++) {
      after.scoreOne(i * stepMs, value(i), verdict);
      after.learnOne(i * stepMs, value(i));
      expect(verdict.score).toBe(uninterrupted[i]);
    }
  });

  it('alerts again for a worse outage soon after, not for one of the same size', () => {
    const first = 7 * perDay;
    const withSecond = (depth: number) => (i: number) => {
      if (i >= first && i < first + 5) return 40;
      return i >= first + 50 && i < first + 55 ? 40 - depth : traffic(i);
    };
    const second = (depth: number) => scores(first + 60, withSecond(depth)).slice(first + 50);
    expect(second(0).filter((score) => score >= 1)).toHaveLength(0);
    expect(second(5_000).filter((score) => score >= 1).length).toBeGreaterThan(0);
  });

  it('scores each of a hall of servers that report in turn as if it were alone', () => {
    const servers = Array.from({ length: 40 }, () => ({ detector: new RecordNovelty(), verdict: emptyVerdict() }));
    const loadOf = (server: number) => (i: number) =>
      (server + 1) * traffic(i + 7 * server) + (i % 400 === 399 ? 300 : 0);
    const inTurn: number[][] = servers.map(() => []);
    for (let i = 0; i < 2 * perDay; i++) {
      servers.forEach(({ detector, verdict }, server) => detector.scoreOne(i * stepMs, loadOf(server)(i), verdict));
      servers.forEach(({ detector, verdict }, server) => {
        inTurn[server]!.push(verdict.score);
        detector.learnOne(i * stepMs, loadOf(server)(i));
      });
    }
    expect(inTurn).toEqual(servers.map((_, server) => scores(2 * perDay, loadOf(server))));
    expect(Math.max(...inTurn.flat())).toBeGreaterThan(1);
  });
});
