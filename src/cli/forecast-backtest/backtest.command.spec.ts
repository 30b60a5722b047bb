import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import type { ForecastBacktest } from '../../application/forecasting/backtest-forecasters.js';
import { registerBacktest } from '../backtest.command.js';

let folder: string;
let said: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-backtest-'));
  said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the real command on a real file. */
async function backtest(rows: readonly string[], ...args: string[]): Promise<void> {
  const input = join(folder, 'power.csv');
  await writeFile(input, `${rows.join('\n')}\n`);
  const program = new Command('plenum').exitOverride();
  registerBacktest(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => undefined });
  await program.parseAsync(['backtest', '--input', input, ...args], { from: 'user' });
}

function report(): ForecastBacktest {
  return JSON.parse(said) as ForecastBacktest;
}

const trainRows = 480;
const split = `${trainRows},120,120`;

/** Hourly rows of two racks over 30 days; readings from `spoiltFrom` on are of another world. */
function racks(spoiltFrom = Infinity): string[] {
  const rows = Array.from({ length: 720 }, (_, hour) => {
    const time = new Date(Date.UTC(2026, 0, 5, hour)).toISOString();
    const power = 500 + 100 * Math.sin((2 * Math.PI * hour) / 24) + ((hour * 7919) % 13);
    const shown = hour < spoiltFrom ? power : 9_000 - power;
    return `${time},${shown},${shown / 4 + ((hour * 104_729) % 7)}`;
  });
  return ['time,rack-1,rack-2', ...rows];
}

/** The second rack draws this until it is loaded, soon after the training rows. */
function racksOfWhichOneIsIdle(idleRows: number, idleWatts: (hour: number) => number): string[] {
  const [head = '', ...rows] = racks();
  const idle = rows.map((row, hour) => (hour < idleRows ? row.replace(/[^,]*$/, String(idleWatts(hour))) : row));
  return [head, ...idle];
}

describe('plenum backtest', () => {
  it('judges a rack that was as good as idle for months before it was loaded', async () => {
    const idle = racksOfWhichOneIsIdle(405, (hour) => (hour === 50 ? 1e-9 : 0));
    await backtest(idle, '--horizon', '24', '--split', '400,200,120', '--model', 'combination', '--json');
    expect(report().results[0]?.mse).toBeGreaterThan(0);
  });

  it('keeps the unit of a rack that stands still in the training rows, whatever it draws there', async () => {
    const still = racksOfWhichOneIsIdle(trainRows + 5, () => 0.1);
    await backtest(still, '--horizon', '24', '--split', split, '--values', 'rack-2', '--json');
    expect(report().results[0]?.mse).toBeLessThan(1e5);
  });

  it('names the rack that has no reading in the training rows', async () => {
    const [head = '', ...rows] = racks();
    const late = rows.map((row, hour) => (hour < trainRows ? row.replace(/[^,]*$/, '') : row));
    await expect(backtest([head, ...late], '--horizon', '24', '--split', split)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('rack-2 has no reading in the training rows'),
    });
  });

  it('leaves the input as it is when it is named for the forecasts too', async () => {
    const forecasts = join(folder, 'power.csv');
    await expect(backtest(racks(), '--horizon', '24', '--forecasts', forecasts)).rejects.toMatchObject({
      message: expect.stringContaining('--forecasts'),
    });
    expect(await readFile(forecasts, 'utf8')).toContain('rack-1');
  });

  it('scores every window of the test rows for each horizon, beside the naive forecast', async () => {
    await backtest(racks(), '--horizon', '24,6', '--split', split, '--model', 'all', '--json');
    const { rows, columns, results, chosen } = report();
    expect({ rows, columns }).toEqual({ rows: 720, columns: ['rack-1', 'rack-2'] });
    expect(results).toHaveLength(10);
    for (const { model, horizon, windows, mse, mae, skillVsSeasonalNaive, coverage } of results) {
      expect(windows).toBe(120 - horizon + 1);
      for (const figure of [mse, mae, skillVsSeasonalNaive]) expect(Number.isFinite(figure)).toBe(true);
      if (model === 'seasonal-naive') expect(skillVsSeasonalNaive).toBe(0);
      expect(coverage!['0.95']!).toBeGreaterThan(coverage!['0.8']!);
    }
    expect(chosen).toEqual({ 6: expect.any(String), 24: expect.any(String) });
  });

  it('tells errors in standard deviations of the training rows', async () => {
    const output = join(folder, 'forecasts.csv');
    const options = ['--horizon', '24', '--split', split, '--model', 'seasonal-naive', '--json', '--forecasts', output];
    await backtest(racks(), ...options, '--values', 'rack-1');
    const power = racks()
      .slice(1)
      .map((row) => Number(row.split(',')[1]));
    const train = power.slice(0, trainRows);
    const mean = train.reduce((sum, value) => sum + value, 0) / trainRows;
    const variance = train.reduce((sum, value) => sum + (value - mean) ** 2, 0) / trainRows;
    const [head, ...forecasts] = (await readFile(output, 'utf8')).trimEnd().split('\n');
    expect(head).toBe('origin,step,column,value');
    const squares = forecasts.map((line) => {
      const [origin, step, , value] = line.split(',');
      return (Number(value) - power[Number(origin) + Number(step) - 1]!) ** 2;
    });
    expect(squares).toHaveLength(97 * 24);
    const mse = squares.reduce((sum, square) => sum + square, 0) / squares.length / variance;
    expect(report().results[0]!.mse).toBeCloseTo(mse, 9);
  });

  it('forecasts the same whatever comes after the origin', async () => {
    const forecastsOf = async (spoiltFrom: number) => {
      const output = join(folder, `${spoiltFrom}.csv`);
      await backtest(
        racks(spoiltFrom),
        '--horizon',
        '12',
        '--split',
        split,
        '--model',
        'combination',
        '--forecasts',
        output,
      );
      const rows = (await readFile(output, 'utf8')).split('\n');
      return rows.filter((row) => Number(row.split(',')[0]) <= 650);
    };
    expect(await forecastsOf(650)).toEqual(await forecastsOf(1_000));
  });

  it('tells horizons and models apart in the file of forecasts', async () => {
    const output = join(folder, 'forecasts.csv');
    await backtest(racks(), '--horizon', '6,12', '--split', split, '--model', 'seasonal-naive', '--forecasts', output);
    const [head, first] = (await readFile(output, 'utf8')).split('\n');
    expect(head).toBe('origin,step,column,value,horizon,model');
    expect(first).toMatch(/^600,1,rack-1,[\d.]+,6,seasonal-naive$/);
    expect(said).toMatch(/power\.csv: 2 columns; 480 training, 120 validation and 120 test rows/);
  });

  it('looks back as far as it is told', async () => {
    await backtest(racks(), '--horizon', '6', '--split', split, '--model', 'linear', '--lookback', '48', '--json');
    expect(report().results[0]!.lookback).toBe(48);
  });

  it('says in one line what is wrong, and with which file', async () => {
    const ask = (...args: string[]) => backtest(racks(), ...args);
    await expect(ask('--horizon', '24', '--split', '700,120,120')).rejects.toThrow(
      /power\.csv: the split needs 940 rows, there are 720/,
    );
    await expect(ask('--horizon', '200', '--split', split)).rejects.toThrow(
      /120 test rows hold no window of 200 steps/,
    );
    await expect(ask('--horizon', '24', '--split', '20,0,40', '--model', 'linear')).rejects.toThrow(/is too short/);
    await expect(ask('--horizon', 'soon')).rejects.toThrow(/expected whole numbers of steps/);
    await expect(ask('--horizon', '24', '--split', '1,2')).rejects.toThrow(/expected the numbers of training/);
    await expect(ask('--horizon', '24', '--model', 'oracle')).rejects.toThrow(/oracle/);
    const holed = racks().filter((_, i) => i < 100 || i > 120);
    await expect(backtest(holed, '--horizon', '24')).rejects.toThrow(/needs one row for each step/);
  });
});
