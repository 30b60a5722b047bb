import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allItems, call } from './api-call.js';
import { eventually, patienceMs, runPlenum, type RunningService, startService } from './plenum-process.js';
import { seriesOf } from './stored-points.js';

interface Alert {
  readonly assetId: string;
  readonly state: string;
  readonly severity: string;
  readonly summary: string;
}

const stepMs = 10_000;
const limitOf = (celsius: number) =>
  `rules:\n  - { name: inlets, match: { asset: rack-*, metric: "*inlet*" }, set: { criticalAbove: ${celsius} } }\n`;

/** Real: the service and the file. */
describe('The detection file of a running service', () => {
  let folder: string;
  let file: string;
  let service: RunningService | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plenum-detection-'));
    file = join(folder, 'detection.yaml');
    await writeFile(file, limitOf(32));
  });
  afterEach(async () => {
    await service?.stop();
    service = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  const at = (path: string) => new URL(path, service?.url);
  const get = async (path: string) => (await call(at(path))).json;
  const settings = () => get('/api/v1/detectors/settings') as Promise<{ generation: number; refusal: string | null }>;
  const alertsOf = async (rack: string) =>
    (await allItems<Alert>(at('/api/v1/alerts?limit=1000'))).filter(({ assetId }) => assetId === rack);
  /** A minute of a rack that Plenum has never seen, at one temperature. */
  const write = async (rack: string, celsius: number) => {
    const from = Date.now() - 6 * stepMs;
    const lines = Array.from(
      { length: 6 },
      (_, i) => `chassis,host=${rack} inlet_celsius=${celsius} ${from + i * stepMs}`,
    );
    const body = lines.join('\n');
    expect((await call(at('/api/v2/write?precision=ms'), { method: 'POST', body })).status).toBe(204);
  };

  it(
    'sets a limit that no detector needs to know a series for, and another while it runs',
    async () => {
      service = await startService({ PLENUM_DETECTION: file });
      await write('rack-hot', 33);
      const [alert] = await eventually(
        () => alertsOf('rack-hot'),
        (alerts) => alerts.length > 0,
      );
      expect(alert).toMatchObject({ state: 'firing', severity: 'critical' });
      expect(alert?.summary).toContain('is 33.00 °C, above the critical limit of 32.00 °C');
      const [series] = await seriesOf(service.url, 'rack-hot');
      expect(await get(`/api/v1/series/${series!.id}/detection`)).toMatchObject({
        settings: { criticalAbove: 32, direction: 'both', sensitivity: 1 },
        rules: { criticalAbove: 'inlets' },
      });

      await writeFile(file, limitOf(40));
      await eventually(settings, ({ generation }) => generation === 2);
      await write('rack-warm', 33);
      await write('rack-hotter', 41);
      await eventually(
        () => alertsOf('rack-hotter'),
        (alerts) => alerts.length > 0,
      );
      expect(await alertsOf('rack-warm')).toEqual([]);
    },
    patienceMs,
  );

  it(
    'is beaten by nothing that a device states, which holds where the file is silent',
    async () => {
      service = await startService({ PLENUM_DETECTION: file });
      const body = [
        'redfish_thermal_temperatures,name=Inlet,member_id=2,source=web483',
        'upper_threshold_critical=40,lower_threshold_critical=5,reading_celsius=25',
        Date.now() - stepMs,
      ].join(' ');
      expect((await call(at('/api/v2/write?precision=ms'), { method: 'POST', body })).status).toBe(204);
      const [series] = await eventually(
        () => seriesOf(service!.url, 'web483'),
        (found) => found.length > 0,
      );
      await writeFile(file, 'rules:\n  - { name: mine, match: { asset: web483 }, set: { criticalAbove: 35 } }\n');
      const detection = () =>
        get(`/api/v1/series/${series!.id}/detection`) as Promise<{ rules: Readonly<Record<string, string>> }>;
      const { rules } = await eventually(
        detection,
        ({ rules: found }) => found['criticalAbove'] === 'mine' && found['criticalBelow'] === 'device',
      );
      expect(rules).toEqual({ criticalAbove: 'mine', criticalBelow: 'device' });
    },
    patienceMs,
  );

  it(
    'that becomes wrong leaves the old settings in force, and shows',
    async () => {
      service = await startService({ PLENUM_DETECTION: file });
      await writeFile(file, 'rules:\n  - { set: { criticalAbove: hot } }\n');
      const { generation, refusal } = await eventually(settings, (status) => status.refusal !== null);
      expect(generation).toBe(1);
      expect(refusal).toContain('detection.yaml:2  rules[0].set.criticalAbove: Invalid input');
      const { text } = await call(at('/metrics'));
      expect(text).toMatch(/^plenum_detection_settings_refused 1$/m);
      expect(text).toMatch(/^plenum_detection_settings_generation 1$/m);
      await write('rack-hot', 33);
      await eventually(
        () => alertsOf('rack-hot'),
        (alerts) => alerts.length > 0,
      );
    },
    patienceMs,
  );

  it('is looked at by the doctor, and a wrong one stops the start', async () => {
    const env = { PLENUM_DETECTION: file, PLENUM_DATA_DIR: join(folder, 'data'), PLENUM_HTTP_PORT: '0' };
    expect((await runPlenum(['doctor'], env)).stdout).toMatch(/ok\s+detection\s+\S+detection.yaml, 1 rule$/m);
    await writeFile(file, 'rules:\n  - { set: { sensitivity: 99 } }\n');
    expect((await runPlenum(['doctor'], env)).stdout).toMatch(/fail\s+detection\s+.*rules\[0\].set.sensitivity/);
    const { code, stderr } = await runPlenum(['up'], env);
    expect({ code, stderr }).toMatchObject({ stderr: expect.stringContaining('detection.yaml:2') as unknown });
    expect(code).not.toBe(0);
  });
});
