import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RowScorer } from '../../src/domain/detection/rows/row-scorer.js';

const stepMs = 1_000;
type Row = readonly (number | undefined)[];

/** What every scorer of table rows MUST do. `make` builds one for three columns that has warmed up after `warmUp` rows. */
export function describeRowScorerContract(name: string, make: () => RowScorer, warmUp: number): void {
  const rows = (count: number, row: (i: number) => Row) => Array.from({ length: count }, (_, i) => row(i));
  const usual = (i: number): Row => [20 + Math.sin(i), 3 * Math.sin(i) + 0.1 * Math.sin(7 * i), (i * 7_919) % 13];
  const past = rows(warmUp + 100, usual);

  describe(`${name} as a scorer of rows`, () => {
    it('1. MUST answer finite scores of 0 or more to whatever the sensors send, or do not send', () => {
      const reading = fc.oneof(
        fc.constant(undefined),
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
        fc.constantFrom(0, 1e-12, -1e12, 1e12, 21.5),
      );
      const anyRow = fc.tuple(reading, reading, reading);
      fc.assert(
        fc.property(fc.array(anyRow, { minLength: warmUp + 20, maxLength: warmUp + 40 }), (sent) => {
          for (const { score, columnScores } of verdictsOf(make(), sent)) {
            for (const found of [score, ...columnScores]) {
              expect(Number.isFinite(found)).toBe(true);
              expect(found).toBeGreaterThanOrEqual(0);
            }
          }
        }),
        { numRuns: 20 },
      );
    });

    it('2. MUST be silent while it warms up', () => {
      const scores = verdictsOf(make(), [usual(0), [900, -900, 1e6]]).map(({ score }) => score);
      expect(scores).toEqual([0, 0]);
    });

    it('3. MUST give a table that never moves a score of 0', () => {
      const scores = verdictsOf(
        make(),
        rows(warmUp + 500, () => [21.5, 0, -3]),
      ).map(({ score }) => score);
      expect(Math.max(...scores)).toBe(0);
    });

    it('4. MUST NOT look ahead: what comes later changes no score', () => {
      const quiet = verdictsOf(make(), [...past, ...rows(100, usual)]);
      const wild = verdictsOf(make(), [...past, ...rows(100, () => [1e5, -1e5, 0])]);
      expect(wild.slice(0, past.length)).toEqual(quiet.slice(0, past.length));
    });

    it('5. MUST call a column that leaves for good anomalous, and name it', () => {
      const broken = rows(60, (i) => [usual(i)[0], 400, usual(i)[2]]);
      const found = verdictsOf(make(), [...past, ...broken]).slice(past.length);
      const worst = found.reduce((most, verdict) => (verdict.score > most.score ? verdict : most));
      expect(worst.score).toBeGreaterThan(1);
      expect(worst.columnScores.indexOf(Math.max(...worst.columnScores))).toBe(1);
    });
  });
}

/** The verdicts, copied: a scorer reuses its own. */
function verdictsOf(scorer: RowScorer, rows: readonly Row[]): { score: number; columnScores: number[] }[] {
  return rows.map((row, i) => {
    const { score, columnScores } = scorer.next(i * stepMs, row);
    return { score, columnScores: [...columnScores] };
  });
}
