import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Noise } from '../../src/domain/twin/noise.js';

const run = promisify(execFile);
const command = 'dist/src/cli/main.js';
const trainRows = 150;

/** A pump: current and flow follow its speed, until the flow no longer does, within the range that it always had. */
function aPump(rows: number, failsAt: number): string {
  const noise = new Noise(3, 'pump');
  const lines = Array.from({ length: rows }, (_, t) => {
    const speed = Math.sin(t / 5);
    const flow = t < failsAt ? speed ** 2 : 1 - speed ** 2;
    return [t, speed, speed + 0.5, flow].map((value, i) => (i === 0 ? value : value + 0.02 * noise.gaussian())).join();
  });
  return ['timestamp,speed,current,flow', ...lines].join('\n');
}

/** Real: the built command line in a process of its own, the worker in it. */
describe('plenum detect --multivariate --detector autoencoder', () => {
  let dir: string;
  beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'plenum-autoencoder-'))));
  afterAll(() => rm(dir, { recursive: true }));

  async function scoresOf(name: string, csv: string, ...more: string[]): Promise<string[]> {
    const [input, output] = [join(dir, `${name}.csv`), join(dir, `${name}.out`)];
    await writeFile(input, csv);
    const script = `import('./${command}').then(({ runCli }) => runCli(process.argv.slice(1)))`;
    const args = ['detect', '--input', input, '--output', output, '--detector', 'autoencoder', ...more];
    const { stderr } = await run(process.execPath, ['--input-type=module', '-e', script, ...args]);
    expect(stderr).toBe('');
    return (await readFile(output, 'utf8')).trim().split('\n').slice(1);
  }

  it('sees a pump whose flow no longer follows its speed, and what comes later changes no score', async () => {
    const joint = ['--multivariate', '--train-rows', String(trainRows)];
    const whole = await scoresOf('whole', aPump(400, 300), ...joint);
    const half = await scoresOf('half', aPump(260, 300), ...joint);
    expect(half).toHaveLength(260);
    expect(whole.slice(0, 260)).toEqual(half);
    const anomalous = whole.map((line) => line.endsWith(',true'));
    expect(anomalous.slice(0, 300).filter(Boolean)).toEqual([]);
    expect(anomalous.slice(300).filter(Boolean).length).toBeGreaterThan(50);
  });

  it('is refused for columns that are judged one by one', async () => {
    await expect(scoresOf('single', aPump(20, 10))).rejects.toThrow('add --multivariate');
  });
});
