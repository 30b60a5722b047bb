import { describe, expect, it, jest } from '@jest/globals';
import { Recording, type RecordedRow } from '../ports/recording.js';
import { type DetectSettings, detectFile } from './detect-file.js';

/** A recording held in memory. */
class Sheet extends Recording {
  readonly name = 'sheet.csv';

  constructor(private readonly lines: readonly string[]) {
    super();
  }

  async *rows(): AsyncIterable<RecordedRow> {
    for (const [index, line] of this.lines.entries()) {
      yield await Promise.resolve({ line: index + 1, cells: line.split(',') });
    }
  }
}

const defaults: DetectSettings = {
  time: undefined,
  values: 'all',
  detector: 'auto',
  multivariate: false,
  trainRows: undefined,
  onBadRow: 'fail',
};

async function scoresOf(lines: readonly string[], settings: Partial<DetectSettings> = {}, onBadRow = jest.fn()) {
  const { columns, rows } = await detectFile(new Sheet(lines), { ...defaults, ...settings }, onBadRow, noRuntime);
  const answers: { time: string; score: number }[] = [];
  for await (const { time, verdict } of rows) answers.push({ time, score: verdict.score });
  return { columns, answers };
}

/** Server load every five minutes for some days, with a runaway hour in the last one. */
function recording(days: number): string[] {
  const rows = Array.from({ length: days * 288 }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 5) + i * 300_000).toISOString();
    const runaway = i >= (days - 0.5) * 288 && i < (days - 0.5) * 288 + 12 ? 60 : 0;
    return `${at},${50 + 20 * Math.sin(i / 45.84) + ((i * 7_919) % 100) / 50 + runaway}`;
  });
  return ['timestamp,load', ...rows];
}

/** Nothing here has a network to train. */
function noRuntime(): never {
  throw new Error('no runtime was expected to be needed');
}

describe('scoring a recorded file', () => {
  it('answers one row for each row, with the time as it stands there', async () => {
    const { columns, answers } = await scoresOf([
      'date,load',
      '2026-01-05,1',
      '2026-01-06 10:00:00,',
      '1767603600,NaN',
    ]);
    expect(columns).toEqual(['load']);
    expect(answers).toEqual([
      { time: '2026-01-05', score: 0 },
      { time: '2026-01-06 10:00:00', score: 0 },
      { time: '1767603600', score: 0 },
    ]);
  });

  it('finds the hour in which the load ran away', async () => {
    const lines = recording(6);
    const { answers } = await scoresOf(lines);
    const anomalous = answers.filter(({ score }) => score >= 1).map(({ time }) => time.slice(0, 13));
    expect(anomalous).toContain('2026-01-10T12');
  });

  it('never changes a score when rows are appended', async () => {
    const lines = recording(4);
    const whole = await scoresOf(lines);
    const part = await scoresOf(lines.slice(0, 700));
    expect(part.answers).toEqual(whole.answers.slice(0, 699));
  });

  it('judges several columns together after 400 rows, whatever the length of the file', async () => {
    const lines = ['time,a,b', ...Array.from({ length: 450 }, (_, i) => `${i},${Math.sin(i)},${2 * Math.sin(i)}`)];
    const { answers } = await scoresOf(lines, { multivariate: true });
    expect(answers.findIndex(({ score }) => score > 0)).toBe(400);
  });

  it('stops at a row that cannot be read, naming file and line', async () => {
    await expect(scoresOf(['time,load', '1,2', '2,hot'])).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/^sheet\.csv:3: "hot" in column load is not a number/) as unknown,
    });
  });

  it('skips such rows when told to, but still answers them', async () => {
    const onBadRow = jest.fn();
    const { answers } = await scoresOf(['time,load', 'noon,2', '2,3,4', '3,5'], { onBadRow: 'skip' }, onBadRow);
    expect(answers.map(({ time, score }) => [time, score])).toEqual([
      ['noon', 0],
      ['2', 0],
      ['3', 0],
    ]);
    expect(onBadRow.mock.calls.map(([line]) => line)).toEqual([2, 3]);
  });

  it('says what is wrong with a file without a header, a time or the named column', async () => {
    await expect(scoresOf([])).rejects.toThrow('sheet.csv: is empty');
    await expect(scoresOf(['a,b', '1,2'])).rejects.toThrow('sheet.csv:1: has no column timestamp');
    await expect(scoresOf(['time,a', '1,2'], { values: ['z'] })).rejects.toThrow('sheet.csv:1: has no column z');
  });
});
