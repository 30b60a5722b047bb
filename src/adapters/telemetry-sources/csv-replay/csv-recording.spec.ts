import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedRow } from '../../../ports/recording.js';
import { CsvRecording } from './csv-recording.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-csv-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const rowsOf = async (content: string, separator?: string): Promise<readonly RecordedRow[]> => {
  const path = join(folder, 'rack.csv');
  await writeFile(path, content);
  const rows: RecordedRow[] = [];
  for await (const row of new CsvRecording(path, separator).rows()) rows.push(row);
  return rows;
};

describe('a recorded CSV file', () => {
  it('is its header and its rows with their line numbers', async () => {
    expect(await rowsOf('timestamp,value\n2014-02-14 14:30:00,0.132\n\n2014-02-14 14:35:00,0.134\n')).toEqual([
      { line: 1, cells: ['timestamp', 'value'] },
      { line: 2, cells: ['2014-02-14 14:30:00', '0.132'] },
      { line: 4, cells: ['2014-02-14 14:35:00', '0.134'] },
    ]);
  });

  it('may come from Windows, with a byte order mark and carriage returns', async () => {
    expect(await rowsOf('\uFEFFtime,value\r\n1,2\r\n')).toEqual([
      { line: 1, cells: ['time', 'value'] },
      { line: 2, cells: ['1', '2'] },
    ]);
  });

  it('may use another separator and quotes', async () => {
    expect(await rowsOf('time;"inlet; top"\n1;2\n', ';')).toMatchObject([{ cells: ['time', 'inlet; top'] }, {}]);
  });

  it('yields rows that are too short or too long as they are', async () => {
    expect((await rowsOf('a,b\n1\n1,2,3\n')).map(({ cells }) => cells.length)).toEqual([2, 1, 3]);
  });

  it('can be read again from the start', async () => {
    const path = join(folder, 'twice.csv');
    await writeFile(path, 'time,value\n1,2\n');
    const recording = new CsvRecording(path);
    for (const _ of [1, 2]) {
      const rows: RecordedRow[] = [];
      for await (const row of recording.rows()) rows.push(row);
      expect(rows).toHaveLength(2);
    }
  });

  it('with a quote that never ends names the file and the line', async () => {
    await expect(rowsOf('time,value\n1,"2\n')).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/rack\.csv:\d+: cannot be read/) as unknown,
    });
  });

  it('that does not exist is refused by name', async () => {
    const rows = new CsvRecording(join(folder, 'gone.csv')).rows()[Symbol.asyncIterator]();
    await expect(rows.next()).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('gone.csv') as unknown,
    });
  });

  it('can be left in the middle', async () => {
    const path = join(folder, 'long.csv');
    await writeFile(path, `time,value\n${'1,2\n'.repeat(100_000)}`);
    let rows = 0;
    for await (const _ of new CsvRecording(path).rows()) {
      rows += 1;
      if (rows === 3) break;
    }
    expect(rows).toBe(3);
  });
});
