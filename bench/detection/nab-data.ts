import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTimestamp } from '../../src/domain/telemetry/csv/parse-timestamp.js';

/** First and last row of an anomaly window. */
export interface RowWindow {
  readonly first: number;
  readonly last: number;
}

export interface NabSeries {
  readonly name: string;
  readonly at: Float64Array;
  readonly values: Float64Array;
  readonly windows: readonly RowWindow[];
}

/** The series under `folder/data` with their labelled windows, in the order of the label file. */
export async function loadNab(folder: string): Promise<NabSeries[]> {
  const labels: unknown = JSON.parse(await readFile(join(folder, 'combined_windows.json'), 'utf8'));
  if (typeof labels !== 'object' || labels === null) throw new Error(`${folder}: combined_windows.json is no object`);
  const series: NabSeries[] = [];
  for (const [name, windows] of Object.entries(labels as Record<string, [string, string][]>)) {
    const columns = await readColumns(join(folder, 'data', name), 1);
    if (columns) series.push({ name, ...columns, windows: windows.map((window) => rowWindow(columns.at, window)) });
  }
  return series;
}

/** The score column of a published detector's result for each series. */
export async function loadReferenceScores(folder: string, detector: string, names: string[]): Promise<Float64Array[]> {
  return Promise.all(
    names.map(async (name) => {
      const columns = await readColumns(join(folder, 'reference', detector, name), 1);
      if (!columns) throw new Error(`no result of ${detector} for ${name}`);
      return columns.values;
    }),
  );
}

async function readColumns(path: string, column: number) {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const lines = text.trimEnd().split('\n').slice(1);
  const cells = lines.map((line) => line.trim().split(','));
  return {
    at: Float64Array.from(cells, (row) => parseTimestamp(row[0] ?? '') ?? NaN),
    values: Float64Array.from(cells, (row) => Number(row[column])),
  };
}

function rowWindow(at: Float64Array, [from, to]: [string, string]): RowWindow {
  const first = at.indexOf(parseTimestamp(from) ?? NaN);
  const last = at.lastIndexOf(parseTimestamp(to) ?? NaN);
  if (first < 0 || last < first) throw new Error(`window ${from} .. ${to} does not lie on rows`);
  return { first, last };
}
