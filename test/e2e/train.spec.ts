import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FolderModelLibrary } from '../../src/adapters/model-library/folder/folder-model-library.js';
import { FittedNetwork } from '../../src/domain/forecasting/forecasters/network/fitted-network.js';
import type { KeptModel } from '../../src/ports/model-library.js';
import { TfjsModelRuntime } from '../../src/adapters/model-runtime/tfjs/tfjs-model-runtime.js';
import { builtModelWorker } from '../built-model-worker.js';
import { eventually } from './plenum-process.js';

const plenum = fileURLToPath(new URL('../../bin/plenum.js', import.meta.url));
const hourMs = 3_600_000;

/** The real command in a process of its own, on a table of two racks' power with a course of the day. */
describe('plenum train', () => {
  let folder: string;
  let input: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plenum-train-'));
    input = join(folder, 'power.csv');
    await writeFile(input, powerTable(60));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function start(output: string, ...more: string[]): ChildProcess & { readonly text: () => string } {
    const args = ['--input', input, '--horizon', '12', '--lookback', '48', '--backend', 'wasm', '--output', output];
    const child = spawn(process.execPath, [plenum, 'train', ...args, ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    return Object.assign(child, { text: () => text });
  }

  async function train(output: string, ...more: string[]): Promise<string> {
    const child = start(output, ...more);
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`ended with ${code}: ${child.text()}`);
    return child.text();
  }

  async function theModelIn(output: string): Promise<KeptModel> {
    const library = new FolderModelLibrary(output);
    const ids = await library.ids();
    expect(ids).toHaveLength(1);
    return library.load(ids[0]!);
  }

  const hasCheckpoint = async (output: string) => {
    const files = await readdir(join(output, '.checkpoints')).catch(() => []);
    return files.some((file) => file.endsWith('.snapshot'));
  };

  it('keeps a model that forecasts the next day, with a card that says how well', async () => {
    const output = join(folder, 'models');
    const told = await train(output, '--model', 'mlp', '--epochs', '8');
    const { card, files } = await theModelIn(output);
    expect(told).toContain(join(output, card.id));
    expect(card).toMatchObject({
      ...{ model: 'mlp', series: ['rack-1', 'rack-2'], stepMs: hourMs },
      sight: { lookback: 48, season: 24, horizon: 12 },
      backend: { name: 'wasm' },
      baseline: { name: 'seasonal-naive' },
    });
    expect(card.scores.mse).toBeLessThan(card.baseline.mse);
    expect(await hasCheckpoint(output)).toBe(false);

    const runtime = new TfjsModelRuntime('wasm', builtModelWorker);
    const model = await runtime.load(files);
    const network = new FittedNetwork(hourMs, card.sight!, model.layers);
    const history = { startMs: 0, stepMs: hourMs, values: Float64Array.from({ length: 48 }, (_, i) => course(i, 1)) };
    network.forecast(history, 12).forEach((value, i) => expect(Math.abs(value - course(48 + i, 1))).toBeLessThan(4));
    await model.dispose();
    await runtime.close();
  });

  it('comes to the same model again when it was killed in the middle, and does not begin anew', async () => {
    const through = join(folder, 'through');
    const killed = join(folder, 'killed');
    const wish = ['--model', 'conv', '--epochs', '10'];
    await train(through, ...wish);

    const doomed = start(killed, ...wish);
    const ended = once(doomed, 'close');
    await eventually(() => hasCheckpoint(killed), Boolean);
    doomed.kill('SIGKILL');
    await ended;
    expect(await new FolderModelLibrary(killed).ids()).toEqual([]);

    expect(await train(killed, ...wish)).toMatch(/goes on after epoch \d+ of an earlier try/);
    const [whole, resumed] = [await theModelIn(through), await theModelIn(killed)];
    expect(resumed.files).toEqual(whole.files);
    expect(resumed.card).toMatchObject({ id: whole.card.id, scores: whole.card.scores });
  });

  it('ends in order at Ctrl-C, and says that it can be gone on with', async () => {
    const output = join(folder, 'interrupted');
    const wish = ['--model', 'linear', '--epochs', '100000'];
    const child = start(output, ...wish);
    const ended = once(child, 'close');
    await eventually(() => hasCheckpoint(output), Boolean);
    child.kill('SIGINT');
    const [code] = (await ended) as [number | null];
    expect({ code, text: child.text() }).toEqual({
      code: 1,
      text: expect.stringMatching(/^plenum: interrupted after epoch \d+; the same command goes on from there\n$/),
    });
    expect(await hasCheckpoint(output)).toBe(true);
  });

  it('trains an autoencoder beside principal components', async () => {
    const output = join(folder, 'autoencoder');
    await train(output, '--model', 'autoencoder', '--epochs', '3', '--json');
    const { card } = await theModelIn(output);
    expect(card).toMatchObject({ model: 'autoencoder', sight: null, baseline: { name: 'principal-components' } });
  });

  it('says in one line what is wrong with a table, a wish or a backend', async () => {
    const short = join(folder, 'short.csv');
    await writeFile(short, powerTable(3));
    await expect(train(join(folder, 'none'), '--input', short)).rejects.toThrow(/ended with 2: plenum: .*too short/);
    await expect(train(join(folder, 'none'), '--split', '5000,10,10')).rejects.toThrow(
      /ended with 2: plenum: a table of 1440 steps is too short/,
    );
    await expect(train(join(folder, 'none'), '--split', '5,x')).rejects.toThrow(/ended with 2/);
    await expect(train(join(folder, 'none'), '--backend', 'node-gpu')).rejects.toThrow(
      /ended with 2: plenum: .*npm run runtimes -- node-gpu/,
    );
    expect(await readFile(input, 'utf8')).toBe(powerTable(60));
  });
});

function powerTable(days: number): string {
  let state = 1;
  const noise = () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32 - 0.5;
  const rows = Array.from({ length: days * 24 }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 5) + i * hourMs).toISOString();
    return `${at},${course(i, 1) + 2 * noise()},${course(i, 2) + 2 * noise()}`;
  });
  return `timestamp,rack-1,rack-2\n${rows.join('\n')}\n`;
}

function course(hour: number, rack: number): number {
  return 50 * rack + 10 * Math.sin((2 * Math.PI * hour) / 24);
}
