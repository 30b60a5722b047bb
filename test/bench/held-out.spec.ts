import { describe, expect, it } from '@jest/globals';
import { categories, chosenWithout, randomHalves } from '../../bench/detection/left-out.js';
import { nabGain, nabProfiles, nabScore, normalisedNab } from '../../bench/detection/nab-score.js';
import { tsbAdVusPr } from '../../bench/detection/tsb-ad.js';

const rows = 4_032;
const flatMiddle = {
  name: 'artificialWithAnomaly/art_daily_flatmiddle.csv',
  at: Float64Array.from({ length: rows }, (_, i) => i * 300_000),
  values: Float64Array.from({ length: rows }, (_, i) => Math.sin((2 * Math.PI * i) / 288)),
  windows: [{ first: 2_679, last: 3_081 }],
};

describe('figures where the constants were not chosen', () => {
  it('scores a category by what the other categories prefer, though its own series prefer another', () => {
    const worths = [
      [9, 9, 0, 0],
      [0, 0, 1, 1],
    ];
    const worth = (variant: number, series: readonly number[]) => {
      return series.reduce((sum, index) => sum + worths[variant]![index]!, 0);
    };
    const groups = categories(['traffic/a.csv', 'traffic/b.csv', 'tweets/c.csv', 'tweets/d.csv']);
    expect(groups).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect([...chosenWithout(groups, 2, worth)]).toEqual([
      [0, 1],
      [1, 1],
      [2, 0],
      [3, 0],
    ]);
  });

  it('puts every file into one half', () => {
    let state = 0.3;
    const random = () => (state = (state * 997) % 1);
    const halves = randomHalves(31, random);
    expect(halves.map(({ length }) => length)).toEqual([15, 16]);
    expect(halves.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 31 }, (_, index) => index));
  });

  it('counts one alert in a window as the benchmark does when 1 is its best threshold', () => {
    const scores = new Float64Array(rows);
    scores[2_700] = 1.5;
    const gain = nabGain(flatMiddle, scores, nabProfiles.standard);
    const { score } = nabScore([flatMiddle], [scores], nabProfiles.standard);
    expect(normalisedNab([gain], nabProfiles.standard)).toBeCloseTo(score, 12);
    expect(score).toBeGreaterThan(95);
  });

  it('judges a series by the labels of TSB-AD where they differ from the windows of NAB', () => {
    const scores = new Float64Array(rows);
    scores.fill(1, 2_679, 3_300);
    const longer = tsbAdVusPr(flatMiddle, scores);
    const asNab = scores.slice();
    asNab.fill(0, 3_082);
    expect(longer).toBeGreaterThan(tsbAdVusPr(flatMiddle, asNab)!);
    expect(tsbAdVusPr({ ...flatMiddle, name: 'realTweets/Twitter_volume_IBM.csv' }, scores)).toBeUndefined();
  });
});
