import { join } from 'node:path';
import { TfjsModelRuntime } from '../../src/adapters/model-runtime/tfjs/tfjs-model-runtime.js';
import { jointMonitorTrainer, type TrainJointMonitor } from '../../src/application/train-joint-monitor.js';
import {
  type JointDetectorName,
  jointDetectorNames,
  trainLevels,
} from '../../src/domain/detection/rows/joint-detectors.js';
import { type BenchRow, benchRow } from './bench-row.js';
import { healthyRecordings, labelledRecordings, type SkabRecording } from './skab-data.js';

const TRAIN_ROWS = 400;
/** About as long as a labelled recording. */
const HEALTHY_ROWS = 1_150;
const SPEED_ROUNDS = 20;

const names = { levels: 'levels', pca: 'PCA T2+Q', autoencoder: 'autoencoder' } as const;

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
  const runtime = new TfjsModelRuntime('wasm');
  const rows: BenchRow[] = [];
  for (const name of jointDetectorNames) {
    const train = jointMonitorTrainer(name, () => runtime);
    rows.push(...qualityRows(name, await count(train, labelled), await count(train, healthy)));
  }
  await runtime.close();
  return [...rows, await speedRow(labelled)];
}

function qualityRows(name: JointDetectorName, { hit, missed, falseAlarm, quiet }: Counts, well: Counts): BenchRow[] {
  const isOurs = name === 'levels';
  const area = 'detection';
  const unit = '%';
  const what = (measure: string) => `SKAB ${measure}, 17 files, 400 training rows, ${names[name]}`;
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
        what: `SKAB false alarms, healthy machine, 8 pieces, ${names[name]}`,
        unit,
        target: undefined,
      },
      value: (100 * well.falseAlarm) / (well.falseAlarm + well.quiet),
      reference: '',
    }),
  ];
}

async function count(train: TrainJointMonitor, recordings: readonly SkabRecording[]): Promise<Counts> {
  const counts: Counts = { hit: 0, missed: 0, falseAlarm: 0, quiet: 0 };
  for (const { rows, anomalous } of recordings) {
    const monitor = await train(rows.slice(0, TRAIN_ROWS));
    rows.slice(TRAIN_ROWS).forEach((row, i) => {
      const isAlarm = monitor.next(row) >= 1;
      if (anomalous[TRAIN_ROWS + i] === true) counts[isAlarm ? 'hit' : 'missed'] += 1;
      else counts[isAlarm ? 'falseAlarm' : 'quiet'] += 1;
    });
  }
  return counts;
}

async function speedRow(recordings: readonly SkabRecording[]): Promise<BenchRow> {
  let rows = 0;
  const from = process.cpuUsage().user;
  for (let round = 0; round < SPEED_ROUNDS; round++) {
    await count(trainLevels, recordings);
    rows += recordings.reduce((sum, recording) => sum + recording.rows.length, 0);
  }
  const seconds = (process.cpuUsage().user - from) / 1e6;
  const what = 'rows of 8 columns judged together, training included';
  return benchRow({ area: 'detection', what, value: rows / seconds, unit: 'rows/s', target: undefined, reference: '' });
}
