import { join } from 'node:path';
import { LevelMonitor } from '../../src/domain/detection/multivariate/level-monitor.js';
import { PcaMonitor } from '../../src/domain/detection/multivariate/pca-monitor.js';
import { type BenchRow, benchRow } from './bench-row.js';
import { healthyRecordings, labelledRecordings, type SkabRecording } from './skab-data.js';

const TRAIN_ROWS = 400;
/** About as long as a labelled recording. */
const HEALTHY_ROWS = 1_150;
const SPEED_ROUNDS = 20;

const monitors = {
  levels: (training: readonly Float64Array[]) => new LevelMonitor(training),
  'PCA T2+Q': (training: readonly Float64Array[]) => new PcaMonitor(training),
};
type MakeMonitor = (typeof monitors)[keyof typeof monitors];

interface Counts {
  hit: number;
  missed: number;
  falseAlarm: number;
  quiet: number;
}

/**
 * The joint detector, and its baseline, on the labelled SKAB recordings (counts pooled) and on the healthy one; rows
 * that are judged a second of processor time.
 */
export async function runSkabBench(sharedDataDir: string): Promise<BenchRow[]> {
  const folder = join(sharedDataDir, 'skab');
  const labelled = await labelledRecordings(folder);
  const healthy = await healthyRecordings(folder, HEALTHY_ROWS);
  return [
    ...Object.entries(monitors).flatMap(([name, make]) => qualityRows(name, make, labelled, healthy)),
    speedRow(labelled),
  ];
}

function qualityRows(
  name: string,
  make: MakeMonitor,
  labelled: readonly SkabRecording[],
  healthy: readonly SkabRecording[],
): BenchRow[] {
  const isOurs = make === monitors.levels;
  const { hit, missed, falseAlarm, quiet } = count(make, labelled);
  const well = count(make, healthy);
  const area = 'detection';
  const unit = '%';
  const what = (measure: string) => `SKAB ${measure}, ${labelled.length} files, 400 training rows, ${name}`;
  return [
    benchRow({
      ...{ area, what: what('F1'), unit: '', target: isOurs ? 0.8 : undefined },
      value: (2 * hit) / (2 * hit + missed + falseAlarm),
      reference: 'Conv-AE 0.78, PCA T2+Q 0.76 (full set)',
    }),
    benchRow({
      ...{ area, what: what('false alarms'), unit, target: isOurs ? 15 : undefined },
      value: (100 * falseAlarm) / (falseAlarm + quiet),
      reference: 'Conv-AE 13.6 %',
    }),
    benchRow({
      ...{ area, what: what('missed alarms'), unit, target: undefined },
      value: (100 * missed) / (missed + hit),
      reference: 'Conv-AE 28.0 %',
    }),
    benchRow({
      ...{
        area,
        what: `SKAB false alarms, healthy machine, ${healthy.length} pieces, ${name}`,
        unit,
        target: undefined,
      },
      value: (100 * well.falseAlarm) / (well.falseAlarm + well.quiet),
      reference: '',
    }),
  ];
}

function count(make: MakeMonitor, recordings: readonly SkabRecording[]): Counts {
  const counts: Counts = { hit: 0, missed: 0, falseAlarm: 0, quiet: 0 };
  for (const { rows, anomalous } of recordings) {
    const monitor = make(rows.slice(0, TRAIN_ROWS));
    rows.slice(TRAIN_ROWS).forEach((row, i) => {
      const isAlarm = monitor.next(row) >= 1;
      if (anomalous[TRAIN_ROWS + i] === true) counts[isAlarm ? 'hit' : 'missed'] += 1;
      else counts[isAlarm ? 'falseAlarm' : 'quiet'] += 1;
    });
  }
  return counts;
}

function speedRow(recordings: readonly SkabRecording[]): BenchRow {
  let rows = 0;
  const from = process.cpuUsage().user;
  for (let round = 0; round < SPEED_ROUNDS; round++) {
    count(monitors.levels, recordings);
    rows += recordings.reduce((sum, recording) => sum + recording.rows.length, 0);
  }
  const seconds = (process.cpuUsage().user - from) / 1e6;
  const what = 'rows of 8 columns judged together, training included';
  return benchRow({ area: 'detection', what, value: rows / seconds, unit: 'rows/s', target: undefined, reference: '' });
}
