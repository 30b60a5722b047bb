import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anObservation, noon } from '../../../test/alerting/builders.js';
import { defaultAlertPolicy as policy, demandAlertPolicy } from './alert-policies.js';
import { type AlertPolicy, advance, type Episode } from './episode.js';

/** Feeds scores at a fixed step and returns the episode after each. */
function run(scores: readonly number[], stepMs = 10_000, rules: AlertPolicy = policy): (Episode | undefined)[] {
  let episode: Episode | undefined;
  return scores.map((score, index) => {
    if (episode?.state === 'resolved') episode = undefined;
    episode = advance(episode, anObservation({ at: noon + index * stepMs, score }), rules);
    return episode;
  });
}

const states = (episodes: readonly (Episode | undefined)[]) => episodes.map((episode) => episode?.state ?? '-');
const after = (seconds: number) => noon + seconds * 1000;

describe('An episode of trouble on a series', () => {
  it('a CRAH fan that slows down is pending, then firing after its hold time', () => {
    const episodes = run([0.1, 1.5, 1.6, 1.4, 1.7]);
    expect(states(episodes)).toEqual(['-', 'pending', 'pending', 'pending', 'firing']);
    expect(episodes.at(-1)).toMatchObject({ startsAt: after(10), firedAt: after(40), samples: 4 });
  });

  it('a CRAH fan that stops dead fires with its third sample', () => {
    expect(states(run([0.1, 9, 9, 9]))).toEqual(['-', 'pending', 'pending', 'firing']);
  });

  it('a strong anomaly on a slow series fires after the hold time, with two samples', () => {
    expect(states(run([4, 4], 60_000))).toEqual(['pending', 'firing']);
  });

  it('a weak anomaly on a slow series needs three samples', () => {
    expect(states(run([1.2, 1.2, 1.2], 60_000))).toEqual(['pending', 'pending', 'firing']);
  });

  it('a busy machine is an alert only after five minutes, however busy', () => {
    const episodes = run(new Array<number>(31).fill(9), 10_000, demandAlertPolicy);
    expect(episodes.at(-2)?.state).toBe('pending');
    expect(episodes.at(-1)?.state).toBe('firing');
  });

  it('a single spike, however high, wakes nobody', () => {
    expect(states(run([0, 50, 0.1, 0.1]))).toEqual(['-', 'pending', '-', '-']);
  });

  it('a score between quiet and anomalous neither ends nor feeds a pending episode', () => {
    const episodes = run([1.5, 0.9, 0.9, 0.9, 1.5]);
    expect(states(episodes)).toEqual(['pending', 'pending', 'pending', 'pending', 'pending']);
    expect(episodes.at(-1)?.samples).toBe(2);
  });

  it('is over when it has been quiet for the clear time, and ended when the quiet began', () => {
    const episodes = run([9, 9, 9, ...Array<number>(13).fill(0.1)]);
    expect(states(episodes).slice(-2)).toEqual(['firing', 'resolved']);
    expect(episodes.at(-1)).toMatchObject({ resolvedAt: after(30), firedAt: after(20) });
  });

  it('a score between quiet and anomalous does not begin the quiet', () => {
    expect(states(run([9, 9, 9, ...Array<number>(60).fill(0.9)])).at(-1)).toBe('firing');
  });

  it('a flapping sensor is one episode', () => {
    const minuteOn = Array<number>(6).fill(2);
    const minuteOff = Array<number>(6).fill(0.1);
    const episodes = run(Array.from({ length: 20 }, () => [...minuteOn, ...minuteOff]).flat());
    expect(new Set(episodes.map((episode) => episode?.startsAt))).toEqual(new Set([noon]));
    expect(states(episodes)).not.toContain('resolved');
  });

  it('an episode that came back clears later, up to ten minutes', () => {
    const quietFor = (samples: number) => Array<number>(samples).fill(0.1);
    const once = run([9, 9, 9, 0.1, 9, ...quietFor(25)]);
    expect(states(once).indexOf('resolved')).toBe(5 + 24);
    const often = run([9, 9, 9, ...Array.from({ length: 50 }, () => [0.1, 9]).flat(), ...quietFor(61)]);
    expect(states(often).indexOf('resolved')).toBe(3 + 100 + 60);
  });

  it('remembers its worst sample, not its last', () => {
    const episodes = run([2, 7, 3, 3]);
    expect(episodes.at(-1)?.peak).toMatchObject({ score: 7, at: after(10) });
  });

  describe('that gets worse while it fires', () => {
    const statements = (episodes: readonly (Episode | undefined)[]) => {
      return [...new Set(episodes.map((episode) => episode?.stated))].flatMap((stated) => stated ?? []);
    };
    const scoresStated = (scores: readonly number[]) => statements(run(scores)).map(({ score }) => score);

    it('is stated when it fires, and again when its peak has grown by half', () => {
      expect(scoresStated([2, 2, 2, 2, 2.9, 3.1])).toEqual([2, 3.1]);
    });

    it('is stated after a minute when it has grown at all, also once it is quiet', () => {
      expect(scoresStated([2, 2, 2, 2, 2.1, 2.1, 2.1, 2.1, 2.1, 2.1])).toEqual([2, 2.1]);
      expect(scoresStated([2, 2, 2, 2, 2.1, 0.1, 0.1, 0.1, 0.1, 0.1])).toEqual([2, 2.1]);
    });

    it('has nothing new to say while it stays as it is, or gets better', () => {
      expect(scoresStated([2, 2, 2, 2, ...Array<number>(200).fill(2), ...Array<number>(200).fill(1.5)])).toEqual([2]);
    });

    it('is stated at once when it becomes more urgent, though its score is lower, and stays so', () => {
      const firing = run([2, 2, 2, 2]).at(-1);
      const urgent = advance(
        firing,
        anObservation({ at: after(40), score: 1.5, severity: 'critical', value: 33 }),
        policy,
      );
      expect(urgent?.stated).toEqual({ at: after(40), score: 2, severity: 'critical' });
      expect(urgent?.peak).toMatchObject({ score: 2, value: 33 });
      const later = advance(
        urgent,
        anObservation({ at: after(50), score: 2.5, severity: 'warning', value: 26 }),
        policy,
      );
      expect(later?.peak).toMatchObject({ score: 2.5, value: 33, severity: 'critical' });
      const restated = advance(later, anObservation({ at: after(200), score: 5, severity: 'warning' }), policy);
      expect(restated?.stated?.at).toBe(after(200));
      expect([firing, urgent, restated].map((episode) => episode?.escalatedAt)).toEqual([
        undefined,
        after(40),
        after(40),
      ]);
    });

    it('is stated at most once a minute and with each half more, however wild it is', () => {
      const scores = Array.from({ length: 2000 }, (_, index) => 2 + index / 100);
      expect(scoresStated(scores).length).toBeLessThanOrEqual(1 + Math.ceil((2000 * 10) / 60) + 6);
    });
  });

  it('always fires before it resolves, and never starts twice', () => {
    const anyScore = fc.double({ min: 0, max: 6, noNaN: true });
    fc.assert(
      fc.property(fc.array(anyScore, { maxLength: 200 }), (scores) => {
        let before: Episode | undefined;
        for (const episode of run(scores)) {
          if (episode?.state === 'resolved') expect(before?.state).toBe('firing');
          if (episode && before && before.state !== 'resolved') expect(episode.startsAt).toBe(before.startsAt);
          if (episode?.state === 'firing') {
            expect(episode.samples).toBeGreaterThanOrEqual(2);
            expect(episode.peak.score).toBeGreaterThanOrEqual(1);
          }
          before = episode;
        }
      }),
    );
  });
});
