import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const SENSORS = 8;

/** A recording of the pump test bed, one row a second (approximately). */
export interface SkabRecording {
  readonly rows: readonly Float64Array[];
  /** Whether each row lies in a labelled anomaly. */
  readonly anomalous: readonly boolean[];
}

/** The labelled recordings, folder by folder. */
export async function labelledRecordings(folder: string): Promise<SkabRecording[]> {
  const recordings: SkabRecording[] = [];
  for (const group of (await readdir(folder)).filter((name) => name !== 'anomaly-free').sort()) {
    for (const name of (await readdir(join(folder, group))).sort()) {
      recordings.push(await readRecording(join(folder, group, name)));
    }
  }
  return recordings;
}

/** The recording of the healthy machine, cut into pieces of so many rows; the rest is left out. */
export async function healthyRecordings(folder: string, length: number): Promise<SkabRecording[]> {
  const { rows, anomalous } = await readRecording(join(folder, 'anomaly-free', 'anomaly-free.csv'));
  return Array.from({ length: Math.floor(rows.length / length) }, (_, i) => ({
    rows: rows.slice(i * length, (i + 1) * length),
    anomalous: anomalous.slice(i * length, (i + 1) * length),
  }));
}

async function readRecording(path: string): Promise<SkabRecording> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n').slice(1);
  const cells = lines.map((line) => line.trim().split(';'));
  return {
    rows: cells.map((row) => Float64Array.from(row.slice(1, 1 + SENSORS), Number)),
    anomalous: cells.map((row) => Number(row[1 + SENSORS] ?? 0) === 1),
  };
}
