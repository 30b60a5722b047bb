import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { type RecordedRow, Recording } from '../ports/recording.js';
import { type IntakeColumn, type IntakeRefusals, TelemetryIntake } from '../ports/telemetry-intake.js';
import { ReplayFile, type ReplayObserver, type ReplaySettings } from './replay-file.js';

/** A table in memory; real files are the adapter's test. */
class Table extends Recording {
  readonly name = 'rack.csv';
  constructor(private readonly lines: readonly string[]) {
    super();
  }
  async *rows(): AsyncIterable<RecordedRow> {
    for (const [index, line] of this.lines.entries()) {
      await Promise.resolve();
      yield { line: index + 1, cells: line.split(',') };
    }
  }
}

/** A service that remembers what arrived, and when. */
class RememberingIntake extends TelemetryIntake {
  readonly requests: { at: number; columns: readonly IntakeColumn[] }[] = [];
  refusals: IntakeRefusals = { points: 0, firstReason: undefined };
  constructor(private readonly clock: FakeClock) {
    super();
  }
  override send(columns: readonly IntakeColumn[]): Promise<IntakeRefusals> {
    this.requests.push({ at: this.clock.now(), columns });
    return Promise.resolve(this.refusals);
  }
}

const now = Date.UTC(2026, 0, 1);
const minute = 60_000;
const settings: ReplaySettings = {
  assetId: 'rack-1',
  metric: undefined,
  unit: 'Cel',
  time: undefined,
  values: 'all',
  speed: Infinity,
  times: 'shift',
  onBadRow: 'fail',
};
const quiet: ReplayObserver = { badRow: () => undefined, progress: () => undefined };

function aReplay() {
  const clock = new FakeClock(now);
  const intake = new RememberingIntake(clock);
  return { clock, intake, replay: new ReplayFile(intake, clock) };
}

const threeMinutes = new Table([
  'timestamp,inlet,outlet',
  '2014-02-14 14:30:00,21,35',
  '2014-02-14 14:31:00,22,',
  '2014-02-14 14:32:00,23,37',
]);

describe('a recorded file sent through the service', () => {
  it('arrives as one series a column, its last row being now, with gaps left out', async () => {
    const { intake, replay } = aReplay();
    const summary = await replay.run(threeMinutes, settings, quiet);
    expect(intake.requests).toEqual([
      {
        at: now,
        columns: [
          {
            assetId: 'rack-1',
            metric: 'inlet',
            unit: 'Cel',
            at: [now - 2 * minute, now - minute, now],
            values: [21, 22, 23],
          },
          { assetId: 'rack-1', metric: 'outlet', unit: 'Cel', at: [now - 2 * minute, now], values: [35, 37] },
        ],
      },
    ]);
    expect(summary).toEqual({ rows: 3, badRows: 0, points: 5, refusedPoints: 0, firstRefusal: undefined });
  });

  it('keeps its recorded times when asked to', async () => {
    const { intake, replay } = aReplay();
    await replay.run(threeMinutes, { ...settings, times: 'keep', values: ['inlet'] }, quiet);
    expect(intake.requests[0]!.columns[0]!.at[0]).toBe(Date.UTC(2014, 1, 14, 14, 30));
  });

  it('is split into requests of bounded size, in order', async () => {
    const { intake, replay } = aReplay();
    const lines = Array.from({ length: 25_000 }, (_, second) => `${second},${second}`);
    const summary = await replay.run(new Table(['time,power', ...lines]), settings, quiet);
    expect(summary.points).toBe(25_000);
    expect(intake.requests.map(({ columns }) => columns[0]!.at.length)).toEqual([10_000, 10_000, 5_000]);
    const values = intake.requests.flatMap(({ columns }) => columns[0]!.values);
    expect(values).toEqual(lines.map((_, second) => second));
  });

  it('arrives row by row at twenty times real time, each row at its moment', async () => {
    const { clock, intake, replay } = aReplay();
    const running = replay.run(threeMinutes, { ...settings, values: ['inlet'], speed: 20 }, quiet);
    let finished = false;
    void running.then(() => (finished = true));
    while (!finished) {
      await new Promise(setImmediate);
      clock.advance(1_000);
    }
    expect(intake.requests.map(({ columns }) => columns[0]!.values)).toEqual([[21], [22], [23]]);
    const moments = intake.requests.map(({ at }) => at);
    expect(moments[1]! - moments[0]!).toBe(3_000);
    expect(moments[2]! - moments[1]!).toBe(3_000);
    expect(intake.requests[2]!.columns[0]!.at[0]).toBe(moments[2]);
  });

  it('sends nothing of a file with a bad row, and names its line', async () => {
    const { intake, replay } = aReplay();
    const table = new Table(['timestamp,inlet', '2014-02-14 14:30:00,21', '2014-02-14 14:31:00,hot']);
    await expect(replay.run(table, settings, quiet)).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'rack.csv:3: "hot" in column inlet is not a number',
    });
    expect(intake.requests).toEqual([]);
  });

  it('skips bad rows when asked to, each reported', async () => {
    const { intake, replay } = aReplay();
    const reported: string[] = [];
    const table = new Table(['timestamp,inlet', 'never,21', '2014-02-14 14:31:00,22', '2014-02-14 14:32:00']);
    const observer = { ...quiet, badRow: (line: number, problem: string) => reported.push(`${line}: ${problem}`) };
    const summary = await replay.run(table, { ...settings, onBadRow: 'skip' }, observer);
    expect(reported).toEqual(['2: "never" is not a time', '4: has 1 cells where the header has 2']);
    expect(summary).toMatchObject({ rows: 1, badRows: 2, points: 1 });
    expect(intake.requests[0]!.columns[0]!.values).toEqual([22]);
  });

  it('says how many points the service refused, and why', async () => {
    const { intake, replay } = aReplay();
    intake.refusals = { points: 2, firstReason: 'unknown unit "furlong"' };
    const summary = await replay.run(threeMinutes, settings, quiet);
    expect(summary).toMatchObject({ points: 5, refusedPoints: 2, firstRefusal: 'unknown unit "furlong"' });
  });

  it('one metric name for several columns is refused', async () => {
    const { replay } = aReplay();
    await expect(replay.run(threeMinutes, { ...settings, metric: 'hw.temperature' }, quiet)).rejects.toThrow(
      'rack.csv:1: has several columns of values',
    );
  });

  it.each([[[]], [['timestamp,inlet']]])('a file without rows is refused', async (lines) => {
    const { replay } = aReplay();
    await expect(replay.run(new Table(lines), settings, quiet)).rejects.toThrow('rack.csv: has no rows to send');
  });
});
