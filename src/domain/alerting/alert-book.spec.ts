import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anAlert, aRegistry, noon, scoresOf, withSeries } from '../../../test/alerting/builders.js';
import { SeriesRegistry } from '../telemetry/series-registry.js';
import { AlertBook } from './alert-book.js';

const at = (seconds: number) => noon + seconds * 1000;

/** A stopped fan from `fromSeconds` on, one sample every ten seconds. */
function stoppedFan(fromSeconds: number, samples: number) {
  return scoresOf(
    Array.from({ length: samples }, (_, index) => ({ at: at(fromSeconds + index * 10), score: 9.5, value: 0 })),
  );
}

function healthyFan(fromSeconds: number, samples: number) {
  return scoresOf(Array.from({ length: samples }, (_, index) => ({ at: at(fromSeconds + index * 10), score: 0.1 })));
}

function advance(book: AlertBook, { scores, values }: ReturnType<typeof scoresOf>) {
  return book.advance(scores, values);
}

describe('The book of open alerts', () => {
  it('a CRAH fan that stops is one alert that says what is, and what should be', () => {
    const book = new AlertBook(aRegistry());
    expect(advance(book, healthyFan(0, 5))).toEqual([]);
    const [alert, ...others] = advance(book, stoppedFan(50, 6));
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      kind: 'anomaly',
      state: 'firing',
      severity: 'critical',
      assetId: 'hall-1-crah-1',
      startsAt: at(50),
      firedAt: at(70),
      peakScore: 9.5,
      value: 0,
      expected: 0.6,
      summary: 'CRAH fan speed of hall-1-crah-1 is 0 %, expected 58 to 63 %',
    });
    expect(book.firing).toBe(1);
  });

  it('a rack inlet that keeps warming up is one alert, which follows it and becomes critical', () => {
    const registry = new SeriesRegistry();
    const [seriesId = 0] = withSeries(registry, 'hall-1-rack-06', ['dc.rack.inlet_temperature top'], { unit: 'Cel' });
    const book = new AlertBook(registry);
    const inlet = [21, 21, 21, 21, 23, 26, 29, 32.6, 30].map((value, index) => {
      return { seriesId, at: at(index * 10), value, score: Math.min(2.9, 1 + (value - 20) * 0.2) };
    });
    const { scores, values } = scoresOf(inlet);
    const band = (value: number) => new Float32Array(inlet.length).fill(value);
    const alerts = book.advance({ ...scores, expected: band(20), lower: band(19), upper: band(20.5) }, values);
    expect(alerts.map(({ severity, value, summary }) => [severity, value, summary])).toEqual([
      ['warning', 21, 'Rack inlet temperature of hall-1-rack-06 top is 21.0 °C, expected 19.0 to 20.5 °C'],
      ['warning', 26, 'Rack inlet temperature of hall-1-rack-06 top rose to 26.0 °C, expected 19.0 to 20.5 °C'],
      ['critical', 32.6, 'Rack inlet temperature of hall-1-rack-06 top rose to 32.6 °C, expected 19.0 to 20.5 °C'],
    ]);
    expect(new Set(alerts.map(({ id, state }) => `${id} ${state}`)).size).toBe(1);
    expect(alerts.map(({ escalatedAt }) => escalatedAt)).toEqual([undefined, undefined, at(70)]);
  });

  it('says when it is over and how long it lasted', () => {
    const book = new AlertBook(aRegistry());
    const [fired] = advance(book, stoppedFan(0, 6));
    const [resolved] = advance(book, healthyFan(60, 13));
    expect(resolved).toMatchObject({
      id: fired?.id,
      state: 'resolved',
      resolvedAt: at(60),
      summary: 'CRAH fan speed of hall-1-crah-1 is back to normal after 1 min; it was 0 %, expected 58 to 63 %',
    });
    expect(book.firing).toBe(0);
  });

  it('says so when it is not over but has become usual', () => {
    const book = new AlertBook(aRegistry());
    advance(book, stoppedFan(0, 6));
    const usual = Array.from({ length: 13 }, (_, index) => ({ at: at(86_400 + index * 10), score: 0, value: 0.01 }));
    const [resolved] = advance(book, scoresOf(usual));
    expect(resolved?.summary).toBe(
      'CRAH fan speed of hall-1-crah-1 has been away from normal for 1 d, and 1 % now counts as normal; expected was 58 to 63 %',
    );
  });

  it('a stuck sensor is called stuck, and what it shows is not called wrong', () => {
    const book = new AlertBook(aRegistry());
    const { scores, values } = scoresOf(
      [0, 10, 20, 30].map((seconds) => ({ at: at(seconds), score: 1.2, value: 0.61 })),
    );
    const itself = Float32Array.from(values);
    const [alert] = book.advance({ ...scores, expected: itself, lower: itself, upper: itself }, values);
    expect(alert?.summary).toBe(
      'CRAH fan speed of hall-1-crah-1 does not move any more: it stays at 61 % to the last digit',
    );
    const [resolved] = advance(book, healthyFan(40, 13));
    expect(resolved?.summary).toBe('CRAH fan speed of hall-1-crah-1 moves again after 40 s; it was stuck at 61 %');
  });

  it('the next stop of the same fan is another alert with the same fingerprint', () => {
    const book = new AlertBook(aRegistry());
    const [first] = advance(book, stoppedFan(0, 6));
    advance(book, healthyFan(60, 13));
    const [second] = advance(book, stoppedFan(600, 6));
    expect(second?.fingerprint).toBe(first?.fingerprint);
    expect(second?.id).not.toBe(first?.id);
  });

  it('series in one batch do not disturb each other, also beyond the first thousand', () => {
    const registry = aRegistry();
    const ids = withSeries(
      registry,
      'server-1',
      Array.from({ length: 3000 }, (_, index) => `metric.${index}`),
    );
    const book = new AlertBook(registry);
    const troubled = [ids[0]!, ids[1500]!, ids[2999]!];
    const points = [0, 10, 20].flatMap((second) =>
      ids.map((seriesId) => ({ seriesId, at: at(second), score: troubled.includes(seriesId) ? 5 : 0.5 })),
    );
    expect(advance(book, scoresOf(points)).map(({ seriesId }) => seriesId)).toEqual(troubled);
  });

  it('a score without a registered series is a bug, not an alert', () => {
    const book = new AlertBook(aRegistry());
    const unknown = [0, 10, 20].map((second) => ({ seriesId: 77, at: at(second), score: 5 }));
    expect(() => advance(book, scoresOf(unknown))).toThrow('BUG: series 77');
  });

  it('a start without saved state takes over what fires, so that it can resolve', () => {
    const book = new AlertBook(aRegistry());
    const left = anAlert({ startsAt: at(-3600), firedAt: at(-3570) });
    book.adopt(left);
    expect(advance(book, stoppedFan(0, 3))).toEqual([]);
    const [resolved] = advance(book, healthyFan(30, 13));
    expect(resolved).toMatchObject({ state: 'resolved', startsAt: left.startsAt, value: 0 });
    expect(resolved?.summary).toContain('it was 0 %, expected 60 %');
  });

  it('an alert that is taken over and whose points are judged again from the first one on ends in the same words', () => {
    const registry = aRegistry();
    // More digits than an alert keeps, rounded up and down.
    for (const score of [9.123_456_78, 9.123_456_12]) {
      const points = [
        ...Array.from({ length: 6 }, (_, index) => ({ at: at(index * 10), score, value: 0 })),
        ...Array.from({ length: 20 }, (_, index) => ({ at: at(60 + index * 10), score: 0.1 })),
      ];
      const undisturbed = advance(new AlertBook(registry), scoresOf(points));
      const takenOver = new AlertBook(registry);
      takenOver.adopt(undisturbed[0]!);
      expect(advance(takenOver, scoresOf(points)).at(-1)).toEqual(undisturbed.at(-1));
    }
  });

  it('a replay from before an alert that was taken over does not resolve it', () => {
    const book = new AlertBook(aRegistry());
    book.adopt(anAlert({ startsAt: at(600), firedAt: at(620) }));
    expect(advance(book, healthyFan(0, 60))).toEqual([]);
    expect(advance(book, stoppedFan(600, 6))).toEqual([]);
    expect(advance(book, healthyFan(660, 13))).toMatchObject([{ state: 'resolved', resolvedAt: at(660) }]);
  });

  it('a damaged snapshot is refused and changes nothing', () => {
    const book = new AlertBook(aRegistry());
    advance(book, stoppedFan(0, 6));
    expect(() => book.restore(book.snapshot().subarray(0, 50))).toThrow('cut off');
    expect(book.firing).toBe(1);
  });

  it('a restart at any point of any history raises the same alerts', () => {
    const anyScore = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1, max: 9, noNaN: true }));
    const history = fc.array(fc.tuple(anyScore, anyScore), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(history, fc.nat(), (pairs, cut) => {
        const registry = aRegistry();
        withSeries(registry, 'hall-1-crah-2', ['dc.crah.fan_speed']);
        const points = pairs.flatMap(([first, second], index) => [
          { seriesId: 1, at: at(index * 10), score: first },
          { seriesId: 2, at: at(index * 10), score: second, value: second > 4 ? 0 : 0.4 },
        ]);
        const split = cut % (points.length + 1);
        const whole = new AlertBook(registry);
        const expected = advance(whole, scoresOf(points));
        const before = new AlertBook(registry);
        const early = advance(before, scoresOf(points.slice(0, split)));
        const restarted = new AlertBook(registry);
        restarted.restore(before.snapshot());
        expect([...early, ...advance(restarted, scoresOf(points.slice(split)))]).toEqual(expected);
        expect(restarted.snapshot()).toEqual(whole.snapshot());
      }),
    );
  });
});
