import { describe, expect, it } from '@jest/globals';
import { noon, scoresOf } from '../../../test/alerting/builders.js';
import { SeriesRegistry } from '../telemetry/series-registry.js';
import { AlertBook } from './alert-book.js';
import { DerivedSilence } from './derived-silence.js';

const at = (seconds: number) => noon + seconds * 1_000;

/** A series of a CRAH whose alert fires, and of which nothing was heard since the 50th second. */
function aFiringSeries(metric: string, source: string) {
  const registry = new SeriesRegistry();
  const { id: seriesId } = registry.intern(
    { assetId: 'crah-1', metric, component: '' },
    { unit: '1', source, simulated: true },
  );
  const book = new AlertBook(registry);
  const { scores, values } = scoresOf(
    [0, 10, 20, 30, 40, 50].map((s) => ({ seriesId, at: at(s), score: 2, value: 0.5 })),
  );
  const [fired] = book.advance(scores, values);
  expect(fired?.state).toBe('firing');
  const reportAt = (seconds: number, listeningSince = 0) => ({
    simulated: true,
    nowMs: at(seconds),
    listeningSinceMs: at(listeningSince),
    silent: [{ seriesId, lastAt: at(50), intervalMs: 10_000 }],
    isExpected: () => true,
    lastAtOf: (): number | undefined => undefined,
  });
  return { registry, book, seriesId, fired, reportAt };
}

describe('The alert of a residual of which nothing can be said any more', () => {
  const aFiringResidual = () => aFiringSeries('dc.crah.fan_speed_residual', 'derived');

  it('is over a quarter of an hour later, as of the last that was said', () => {
    const { book, fired, reportAt } = aFiringResidual();
    const silence = new DerivedSilence(book);
    expect(silence.review(reportAt(940))).toEqual([]);
    const over = silence.review(reportAt(950));
    expect(over).toMatchObject([{ id: fired?.id, state: 'resolved', resolvedAt: at(50) }]);
    expect(over[0]?.summary).toContain('cannot be told any more after 50 s');
    // Until it is recorded it is said again.
    expect(silence.review(reportAt(960))).toEqual(over);
    silence.settle(over);
    expect(silence.review(reportAt(970))).toEqual([]);
    expect(book.firing).toBe(0);
  });

  it('is over just the same after a restart, once it has been listened for as long', () => {
    const { registry, book, fired, reportAt } = aFiringResidual();
    const restarted = new AlertBook(registry);
    restarted.restore(book.snapshot());
    const silence = new DerivedSilence(restarted);
    expect(silence.review(reportAt(1_200, 1_000))).toEqual([]);
    expect(silence.review(reportAt(1_900, 1_000))).toMatchObject([{ id: fired?.id, resolvedAt: at(50) }]);
  });

  it('leaves alone the next alert of the series, which may fire while the end of this one is being recorded', () => {
    const { book, seriesId, reportAt } = aFiringResidual();
    const silence = new DerivedSilence(book);
    const over = silence.review(reportAt(950));
    const advance = (from: number, score: number) => {
      const seconds = Array.from({ length: 60 }, (_, i) => from + i * 10);
      const { scores, values } = scoresOf(seconds.map((s) => ({ seriesId, at: at(s), score, value: 0.5 })));
      return book.advance(scores, values).map(({ state }) => state);
    };
    expect([...advance(960, 0), ...advance(1_560, 2)]).toEqual(['resolved', 'firing']);
    silence.settle(over);
    expect(book.firing).toBe(1);
    expect(advance(2_160, 0)).toEqual(['resolved']);
  });

  describe('after a start without its saved state', () => {
    /** Its input has been taken off the site meanwhile: it will not be heard of again. */
    function adopted() {
      const { registry, fired, reportAt } = aFiringResidual();
      const book = new AlertBook(registry);
      expect(book.adopt(fired!)).toBe(true);
      const unheard = (seconds: number) => ({ ...reportAt(seconds, 1_000), silent: [], isExpected: () => false });
      return { book, silence: new DerivedSilence(book), fired, unheard };
    }

    it('is over as of when it fired, where its input is gone from the site and nobody waits for it', () => {
      const { book, silence, fired, unheard } = adopted();
      expect(silence.review(unheard(1_800))).toEqual([]);
      const over = silence.review(unheard(1_900));
      expect(over).toMatchObject([{ id: fired?.id, state: 'resolved', resolvedAt: fired?.firedAt }]);
      silence.settle(over);
      expect(book.firing).toBe(0);
    });

    it('is over as of its last point, where that came with an import of history', () => {
      const { silence, unheard } = adopted();
      const imported = { ...unheard(1_900), lastAtOf: () => at(600) };
      expect(silence.review(imported)).toMatchObject([{ state: 'resolved', resolvedAt: at(600) }]);
    });

    it('goes on while there are points of it', () => {
      const { silence, unheard } = adopted();
      expect(silence.review({ ...unheard(1_900), lastAtOf: () => at(1_890) })).toEqual([]);
    });
  });

  it('is told apart from that of a sensor, which stays open until the sensor reports that all is well', () => {
    const { book, reportAt } = aFiringSeries('dc.crah.fan_speed', 'twin');
    expect(new DerivedSilence(book).review(reportAt(4_000))).toEqual([]);
    expect(book.firing).toBe(1);
  });

  it('goes by the clock of its series', () => {
    const { book, reportAt } = aFiringResidual();
    expect(new DerivedSilence(book).review({ ...reportAt(4_000), simulated: false })).toEqual([]);
  });
});
