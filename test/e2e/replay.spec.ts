import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, patienceMs, runPlenum, startService, type RunningService } from './plenum-process.js';

interface Series {
  readonly id: number;
  readonly assetId: string;
  readonly metric: string;
  readonly unit: string;
  readonly source: string;
  readonly simulated: boolean;
  readonly latest: { readonly at: string; readonly value: number; readonly score: number | null } | null;
}

const rows = 2_000;
const minute = 60_000;
const firstAt = Date.UTC(2014, 1, 14, 14, 30);

/** A server's inlet temperature, one row a minute, that leaves its daily band for the last 20 minutes. */
function inletCsv(): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const text = new Date(firstAt + row * minute).toISOString().slice(0, 19).replace('T', ' ');
    const calm = 22 + Math.sin((row / 1440) * 2 * Math.PI) + ((row * 7919) % 13) / 40;
    return `${text},${(row < rows - 20 ? calm : calm + 15).toFixed(2)}`;
  });
  return ['timestamp,inlet', ...lines, ''].join('\n');
}

describe('plenum replay into a running service', () => {
  let service: RunningService;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plenum-e2e-replay-'));
    service = await startService();
  }, patienceMs);
  afterAll(async () => {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const seriesOf = async (asset: string): Promise<readonly Series[]> =>
    ((await service.get(`/api/v1/series?asset=${asset}`)) as { items: readonly Series[] }).items;
  const replay = (...args: readonly string[]) => runPlenum(['replay', ...args, '--url', service.url]);

  it('shows the recorded server, current, scored, and its anomaly as an alert', async () => {
    const file = join(folder, 'srv-7.csv');
    await writeFile(file, inletCsv());
    const before = Date.now();
    const { code, stdout } = await replay(file, '--unit', 'Cel');
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${file}: ${rows} rows, ${rows} points sent as srv-7\n` });

    const [series] = await eventually(
      () => seriesOf('srv-7'),
      ([one]) => one?.latest?.score !== undefined && one.latest.score !== null,
    );
    expect(series).toMatchObject({ metric: 'inlet', unit: 'Cel', simulated: false });
    expect(Date.parse(series!.latest!.at)).toBeGreaterThanOrEqual(before);

    const alerts = await eventually(
      async () => (await service.get('/api/v1/alerts?asset=srv-7')) as { items: readonly { metric: string }[] },
      ({ items }) => items.length > 0,
    );
    expect(alerts.items[0]).toMatchObject({ assetId: 'srv-7', metric: 'inlet', simulated: false });
  });

  it('keeps the recorded times when asked to, every row at its own', async () => {
    const file = join(folder, 'srv-8.csv');
    await writeFile(file, 'time,power\n1392388200,410\n1392388260,\n1392388320,430\n');
    expect((await replay(file, '--times', 'keep')).code).toBe(0);
    const [series] = await eventually(
      () => seriesOf('srv-8'),
      (items) => items.length > 0,
    );
    const range = `from=2014-02-14T00:00:00Z&to=2014-02-15T00:00:00Z&step=raw`;
    const { points } = await eventually(
      async () =>
        (await service.get(`/api/v1/series/${series!.id}/points?${range}`)) as {
          points: readonly { at: string; value: number }[];
        },
      (answer) => answer.points.length >= 2,
    );
    expect(points.map(({ at, value }) => [at, value])).toEqual([
      ['2014-02-14T14:30:00.000Z', 410],
      ['2014-02-14T14:32:00.000Z', 430],
    ]);
  });

  it('sends nothing of a file with a bad row, and names file, line and reason', async () => {
    const file = join(folder, 'srv-9.csv');
    await writeFile(file, 'time,power\n1392388200,410\n1392388260,much\n');
    const { code, stdout, stderr } = await replay(file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`plenum: ${file}:3: "much" in column power is not a number\n`);
    expect(await seriesOf('srv-9')).toEqual([]);
  });

  it('says which unit the service does not know', async () => {
    const file = join(folder, 'srv-10.csv');
    await writeFile(file, 'time,power\n1392388200,410\n');
    const { code, stderr } = await replay(file, '--unit', 'furlong');
    expect(code).toBe(2);
    expect(stderr).toContain('furlong');
  });

  it('says what to do when no service runs', async () => {
    const file = join(folder, 'srv-11.csv');
    await writeFile(file, 'time,power\n1392388200,410\n');
    const { code, stderr } = await runPlenum(['replay', file, '--url', 'http://127.0.0.1:9']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^plenum: no Plenum answers at .*npm start/m);
  });
});
