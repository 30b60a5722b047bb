import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { registerDetect } from '../detect.command.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-detect-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs the real command on real files. */
async function detect(...args: string[]): Promise<void> {
  const program = new Command('plenum').exitOverride();
  registerDetect(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => undefined });
  await program.parseAsync(['detect', ...args], { from: 'user' });
}

async function aFile(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('plenum detect', () => {
  it('writes a scored row for each row of a file', async () => {
    const input = await aFile('cpu.csv', 'timestamp,cpu\n2026-01-05 00:00:00,0.4\n2026-01-05 00:05:00,0.5\n');
    const output = join(folder, 'scores.csv');
    await detect('--input', input, '--output', output);
    expect(await readFile(output, 'utf8')).toBe(
      'timestamp,score,anomalous,expected,lower,upper\n2026-01-05 00:00:00,0,false,,,\n2026-01-05 00:05:00,0,false,,,\n',
    );
  });

  it('reads other separators and the named columns', async () => {
    const input = await aFile('pump.csv', 'when;a;b;c\n1;2;3;4\n');
    const output = join(folder, 'scores.csv');
    await detect('--input', input, '--separator', ';', '--time', 'when', '--values', 'c,a', '--output', output);
    expect(await readFile(output, 'utf8')).toBe('timestamp,score,anomalous,c.score,a.score\n1,0,false,0,0\n');
  });

  it('keeps the good rows above a bad one, and names its line', async () => {
    const input = await aFile('cpu.csv', 'timestamp,cpu\n1,0.4\n2,hot\n3,0.5\n');
    const output = join(folder, 'scores.csv');
    await expect(detect('--input', input, '--output', output)).rejects.toThrow(`${input}:3: "hot"`);
    expect((await readFile(output, 'utf8')).split('\n')).toHaveLength(3);
  });

  it('refuses a missing file, an unknown detector, a bad count and writing over the input', async () => {
    const input = await aFile('cpu.csv', 'timestamp,cpu\n1,0.4\n');
    await expect(detect('--input', join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(detect('--input', input, '--detector', 'magic')).rejects.toThrow('magic');
    await expect(detect('--input', input, '--multivariate', '--train-rows', '2.5')).rejects.toThrow('whole number');
    await expect(detect('--input', input, '--output', input)).rejects.toThrow('is the input too');
    await expect(detect('--input', input, '--output', join(folder, 'no', 'where.csv'))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
