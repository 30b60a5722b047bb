import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JointScorer } from '../../src/domain/detection/rows/joint-scorer.js';
import { type BenchRow, benchRow } from './bench-row.js';

const TRAIN_ROWS = 400;
const SENSORS = 8;

/** F1, false alarm rate and missed alarm rate of the joint detector on the labelled SKAB files, counts pooled. */
export async function runSkabBench(sharedDataDir: string): Promise<BenchRow[]> {
  const folder = join(sharedDataDir, 'skab');
  const counts = { hit: 0, missed: 0, falseAlarm: 0, quiet: 0 };
  let files = 0;
  for (const group of (await readdir(folder)).filter((name) => name !== 'anomaly-free').sort()) {
    for (const name of (await readdir(join(folder, group))).sort()) {
      countFile(await readFile(join(folder, group, name), 'utf8'), counts);
      files += 1;
    }
  }
  const { hit, missed, falseAlarm, quiet } = counts;
  const area = 'detection';
  const what = (measure: string) => `SKAB ${measure}, ${files} files, 400 training rows`;
  return [
    benchRow({ area, what: what('F1'), value: (2 * hit) / (2 * hit + missed + falseAlarm), unit: '', ...f1 }),
    benchRow({ area, what: what('false alarms'), value: (100 * falseAlarm) / (falseAlarm + quiet), unit: '%', ...far }),
    benchRow({ area, what: what('missed alarms'), value: (100 * missed) / (missed + hit), unit: '%', ...mar }),
  ];
}

const f1 = { target: 0.8, reference: 'Conv-AE 0.78, PCA T2+Q 0.76 (full set)' };
const far = { target: 15, reference: 'Conv-AE 13.6 %' };
const mar = { target: undefined, reference: 'Conv-AE 28.0 %' };

function countFile(text: string, counts: { hit: number; missed: number; falseAlarm: number; quiet: number }): void {
  const scorer = new JointScorer(SENSORS, TRAIN_ROWS);
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .forEach((line, row) => {
      const cells = line.trim().split(';');
      const isAlarm = scorer.next(row, cells.slice(1, 1 + SENSORS).map(Number)).score >= 1;
      if (row < TRAIN_ROWS) return;
      const isAnomalous = Number(cells[1 + SENSORS]) === 1;
      if (isAlarm) counts[isAnomalous ? 'hit' : 'falseAlarm'] += 1;
      else counts[isAnomalous ? 'missed' : 'quiet'] += 1;
    });
}
