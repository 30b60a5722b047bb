import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { loadNab } from '../../../bench/detection/nab-data.js';
import { scoreSeries } from '../../../bench/detection/score-series.js';
import { labelledRecordings } from '../../../bench/detection/skab-data.js';
import { registerDetect } from '../../../src/cli/detect.command.js';
import { type DetectorName, detectors } from '../../../src/domain/detection/catalogue.js';
import { trainLevels } from '../../../src/domain/detection/rows/joint-detectors.js';
import { JointScorer } from '../../../src/domain/detection/rows/joint-scorer.js';

/** The public data sets lie beside the repository where its figures are measured; elsewhere the made file below stands for them. */
const data = process.env['BENCH_DATA_DIR'] ?? '../shared/data';
const hasData = existsSync(join(data, 'nab'));
const names = Object.keys(detectors) as DetectorName[];

/** Five days of a load every five minutes, as a file; `later` makes the second half. */
function aFile(later: (i: number) => number): string {
  const rows = Array.from({ length: 1_440 }, (_, i) => {
    const usual = 50 + 20 * Math.sin(i / 46) + ((i * 7_919) % 13) / 5;
    const value = i < 720 ? usual + (i === 600 ? 90 : 0) : later(i);
    return `${new Date(Date.UTC(2026, 0, 5) + i * 300_000).toISOString()},${value}`;
  });
  return ['timestamp,load', ...rows].join('\n');
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-causality-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** What `plenum detect` writes of a text, line by line. */
async function detected(text: string, ...options: string[]): Promise<string[]> {
  const input = join(folder, 'input.csv');
  const output = join(folder, 'scores.csv');
  await writeFile(input, text);
  const program = new Command('plenum').exitOverride();
  registerDetect(program);
  await program.parseAsync(['detect', '--input', input, '--output', output, ...options], { from: 'user' });
  return (await readFile(output, 'utf8')).split('\n');
}

describe('the scores of the past', () => {
  describe.each(names)('by %s', (name) => {
    it('are the same, to the last digit of the file, whatever comes after', async () => {
      const whole = await detected(
        aFile((i) => 50 + 20 * Math.sin(i / 46)),
        '--detector',
        name,
      );
      const replaced = await detected(
        aFile((i) => 1e6 * (i % 2)),
        '--detector',
        name,
      );
      const half = aFile(() => 0)
        .split('\n')
        .slice(0, 721)
        .join('\n');
      const alone = await detected(half, '--detector', name);
      expect(alone.slice(0, 721)).toEqual(whole.slice(0, 721));
      expect(replaced.slice(0, 721)).toEqual(whole.slice(0, 721));
      expect(new Set(whole.slice(0, 721)).size).toBeGreaterThan(600);
    });
  });
});

if (hasData) describeRecordings();

function describeRecordings(): void {
  describe('the scores of the past, on recorded files', () => {
    it.each(names)(
      'are bit for bit the same when the second half is removed or replaced: every file of NAB, %s',
      async (name) => {
        for (const { name: file, at, values } of await loadNab(join(data, 'nab'))) {
          const half = Math.floor(values.length / 2);
          const of = (later: readonly number[]) =>
            scoreSeries(
              { at, values: Float64Array.from([...values.subarray(0, half), ...later]) },
              detectors[name]({ resolution: 0 }),
            ).subarray(0, half);
          const whole = of([...values.subarray(half)]);
          const replaced = of(Array.from(values.subarray(half), (_, i) => (i % 2 === 0 ? 1e9 : -1e9)));
          expect([file, bitsOf(of([]))]).toEqual([file, bitsOf(whole)]);
          expect([file, bitsOf(replaced)]).toEqual([file, bitsOf(whole)]);
        }
      },
    );

    it('are bit for bit the same with all columns together: every labelled file of SKAB', async () => {
      for (const { rows } of await labelledRecordings(join(data, 'skab'))) {
        const half = 400 + Math.floor((rows.length - 400) / 2);
        const of = (later: readonly Float64Array[]) => {
          const scorer = new JointScorer(rows[0]!.length, 400, trainLevels);
          return [...rows.slice(0, half), ...later]
            .map((row, i) => scorer.next(i * 1000, [...row]).score)
            .slice(0, half);
        };
        const whole = of(rows.slice(half));
        expect(of([])).toEqual(whole);
        expect(of(rows.slice(half).map((row) => row.map((value) => 1e6 - value)))).toEqual(whole);
      }
    });

    it('are the same in what the command writes of a recorded file', async () => {
      const nab = join(data, 'nab', 'data', 'realKnownCause');
      const file = readdirSync(nab).sort()[0]!;
      const lines = (await readFile(join(nab, file), 'utf8')).trimEnd().split('\n');
      const half = Math.floor(lines.length / 2);
      const whole = await detected(lines.join('\n'));
      const alone = await detected(lines.slice(0, half).join('\n'));
      expect([basename(file), alone.slice(0, half)]).toEqual([basename(file), whole.slice(0, half)]);
    });
  });
}

/** Compared as bits, in which also -0 and 0 differ. */
function bitsOf(scores: Float64Array): string {
  return Buffer.from(scores.slice().buffer).toString('base64');
}
