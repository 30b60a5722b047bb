import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { registerForecast } from '../forecast.command.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-forecast-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs the real command on real files. */
async function forecast(...args: string[]): Promise<void> {
  const program = new Command('plenum').exitOverride();
  registerForecast(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => undefined });
  await program.parseAsync(['forecast', ...args], { from: 'user' });
}

async function aFile(name: string, rows: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${rows.join('\n')}\n`);
  return path;
}

/** Hourly rows of a hall's power over some days. */
function days(count: number, isRead: (hour: number) => boolean = () => true): string[] {
  const rows = Array.from({ length: count * 24 }, (_, hour) => {
    const time = new Date(Date.UTC(2026, 0, 5, hour)).toISOString();
    const power = 500 + 100 * Math.sin((2 * Math.PI * hour) / 24) + ((hour * 7919) % 13);
    return isRead(hour) ? [`${time},${power.toFixed(1)},${(power / 2).toFixed(1)}`] : [];
  });
  return ['time,hall,"rack, left"', ...rows.flat()];
}

async function rowsOf(path: string): Promise<string[][]> {
  const text = await readFile(path, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}

describe('plenum forecast', () => {
  it('writes a row for each step ahead of each column, with bands that nest around the mean', async () => {
    const output = join(folder, 'tomorrow.csv');
    await forecast('--input', await aFile('power.csv', days(20)), '--horizon', '24', '--output', output);
    const [head, ...rows] = await rowsOf(output);
    expect(head).toEqual(['timestamp', 'series', 'mean', 'lower_80', 'upper_80', 'lower_95', 'upper_95']);
    expect(rows).toHaveLength(48);
    const hall = rows.slice(0, 24);
    expect(hall[0]!.slice(0, 2)).toEqual(['2026-01-25T00:00:00Z', 'hall']);
    expect(hall[23]![0]).toBe('2026-01-25T23:00:00Z');
    for (const [hour, cells] of hall.entries()) {
      const [mean, lower80, upper80, lower95, upper95] = cells.slice(2).map(Number);
      expect(Math.abs(mean! - (506 + 100 * Math.sin((2 * Math.PI * hour) / 24)))).toBeLessThan(10);
      expect([lower95, lower80, mean, upper80, upper95]).toEqual(
        [lower95!, lower80!, mean!, upper80!, upper95!].sort((a, b) => a - b),
      );
      expect(upper95! - lower95!).toBeLessThan(60);
    }
    expect((await readFile(output, 'utf8')).split('\n')[25]).toContain('2026-01-25T00:00:00Z,"rack, left",');
  });

  it('bridges hours without a row, and takes the levels and columns that it is given', async () => {
    const input = await aFile(
      'power.csv',
      days(20, (hour) => hour % 50 > 3),
    );
    const output = join(folder, 'tomorrow.csv');
    await forecast('--input', input, '--horizon', '3', '--values', 'hall', '--levels', '0.995', '--output', output);
    const [head, ...rows] = await rowsOf(output);
    expect(head).toEqual(['timestamp', 'series', 'mean', 'lower_99.5', 'upper_99.5']);
    expect(rows).toHaveLength(3);
    expect(rows.flat().every((cell) => cell !== '' && cell !== 'NaN')).toBe(true);
  });

  it('says nothing of bands when there are too few rows to know any errors', async () => {
    const output = join(folder, 'soon.csv');
    const input = await aFile('power.csv', days(1).slice(0, 4));
    const few = ['--input', input, '--horizon', '1', '--values', 'hall', '--model', 'seasonal-naive'];
    await forecast(...few, '--output', output);
    expect((await rowsOf(output))[1]!.slice(3)).toEqual(['', '', '', '']);
    await forecast(...few, '--json', '--output', output);
    expect(JSON.parse(await readFile(output, 'utf8'))).toMatchObject({
      timestamp: '2026-01-05T03:00:00Z',
      series: 'hall',
      lower_80: null,
      upper_95: null,
    });
  });

  it('says what is wrong with a file, and where', async () => {
    const input = await aFile('power.csv', ['time,hall', '2026-01-05 00:00,1', '2026-01-05 01:00,hot']);
    await expect(forecast('--input', input, '--horizon', '2')).rejects.toThrow(`${input}:3: "hot"`);
    const single = await aFile('single.csv', ['time,hall', '2026-01-05 00:00,1']);
    await expect(forecast('--input', single, '--horizon', '2')).rejects.toThrow('single.csv: rows of at least two');
    const silent = await aFile('silent.csv', ['time,hall,rack', '2026-01-05 00:00,1,', '2026-01-05 01:00,2,NaN']);
    await expect(forecast('--input', silent, '--horizon', '2')).rejects.toThrow('no reading in column rack');
    const empty = await aFile('empty.csv', []);
    await expect(forecast('--input', empty, '--horizon', '2')).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('refuses a missing file, a horizon or level that is none, an unknown model and writing over the input', async () => {
    const input = await aFile('power.csv', days(2));
    const rest = ['--horizon', '2'];
    await expect(forecast('--input', join(folder, 'none.csv'), ...rest)).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(forecast('--input', input, '--horizon', '1.5')).rejects.toThrow('whole number of steps');
    await expect(forecast('--input', input, ...rest, '--levels', '80')).rejects.toThrow('between 0 and 1');
    await expect(forecast('--input', input, ...rest, '--model', 'oracle')).rejects.toThrow('oracle');
    await expect(forecast('--input', input, ...rest, '--output', input)).rejects.toThrow('is the input too');
  });
});
