import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InfluxDB, Point } from '@influxdata/influxdb-client';
import { gzipSync } from 'node:zlib';
import { call } from './api-call.js';
import { eventually, patienceMs, startService, type RunningService } from './plenum-process.js';
import { seriesOf, storedPoints, type SeriesAnswer } from './stored-points.js';

const hosts = 100;
const pointsPerHost = 1_000;
const startsAt = Date.UTC(2026, 0, 1);
const stepMs = 10_000;

/** A value from which host and time can be told again. */
const valueOf = (host: number, step: number) => host * 100 + (step % 97) / 7;

describe('a stock InfluxDB client writes 100,000 points with its default options', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await startService();
    let acknowledged = 0;
    const api = new InfluxDB({ url: service.url }).getWriteApi('any', 'any', 'ms', {
      writeSuccess: (lines) => (acknowledged += lines.length),
    });
    for (let step = 0; step < pointsPerHost; step += 1) {
      for (let host = 0; host < hosts; host += 1) {
        api.writePoint(
          new Point('chassis')
            .tag('host', `srv-${host}`)
            .floatField('inlet_celsius', valueOf(host, step))
            .timestamp(startsAt + step * stepMs),
        );
      }
    }
    await api.close();
    await eventually(
      () => Promise.resolve(acknowledged),
      (count) => count === hosts * pointsPerHost,
    );
    await service.kill();
  }, patienceMs);
  afterAll(() => service.stop());

  const expectEveryPoint = async () => {
    for (let host = 0; host < hosts; host += 1) {
      const points = await eventually(
        async () => {
          const [series] = await seriesOf(service.url, `srv-${host}`);
          return series === undefined ? [] : storedPoints(service.url, series.id);
        },
        ({ length }) => length >= pointsPerHost,
      );
      expect(points).toEqual(
        Array.from({ length: pointsPerHost }, (_, step) => ({
          at: startsAt + step * stepMs,
          value: valueOf(host, step),
        })),
      );
    }
  };

  it(
    'and every one is there with its time and value, also after a power cut right after the last answer',
    async () => {
      service = await startService({}, service);
      await expectEveryPoint();
    },
    patienceMs,
  );

  it('and sent again they are there once', async () => {
    const lines = Array.from(
      { length: pointsPerHost },
      (_, step) => `chassis,host=srv-7 inlet_celsius=${valueOf(7, step)} ${startsAt + step * stepMs}`,
    );
    const again = await call(new URL('/api/v2/write?precision=ms', service.url), {
      method: 'POST',
      body: lines.join('\n'),
    });
    expect(again.status).toBe(204);
    await expectCaughtUp(service);
    const [series] = await seriesOf(service.url, 'srv-7');
    expect(await storedPoints(service.url, series!.id)).toHaveLength(pointsPerHost);
  });
});

describe('what Telegraf and other writers send', () => {
  let service: RunningService;
  let key: string;

  beforeAll(async () => {
    service = await startService();
    const created = await call(new URL('/api/v1/keys', service.url), {
      method: 'POST',
      body: JSON.stringify({ name: 'telegraf', role: 'operator' }),
      headers: { 'content-type': 'application/json' },
    });
    key = (created.json as { secret: string }).secret;
  }, patienceMs);
  afterAll(() => service.stop());

  const write = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    call(new URL(path, service.url), { method: 'POST', body, headers });
  const newest = async (asset: string): Promise<SeriesAnswer> => {
    const [series] = await eventually(
      () => seriesOf(service.url, asset),
      ([one]) => (one?.latest ?? null) !== null,
    );
    return series!;
  };

  it('answers what they ask before they write', async () => {
    const ping = await call(new URL('/ping', service.url));
    expect(ping.status).toBe(204);
    expect(ping.headers.get('x-influxdb-version')).toMatch(/^\d/);
    expect((await call(new URL('/health', service.url))).json).toMatchObject({ status: 'pass' });
    const create = 'q=CREATE+DATABASE+%22telegraf%22';
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const answer of [await call(new URL(`/query?${create}`, service.url)), await write('/query', create, form)]) {
      expect({ status: answer.status, json: answer.json }).toEqual({
        status: 200,
        json: { results: [{ statement_id: 0 }] },
      });
    }
  });

  it.each([
    ['s', 1_760_000_000],
    ['ms', 1_760_000_000_000],
    ['us', 1_760_000_000_000_000],
    ['ns', '1760000000000000000'],
    ['u', 1_760_000_000_000_000],
    ['n', '1760000000000000000'],
  ])('reads times in %s', async (precision, at) => {
    const path = precision.length === 1 && precision !== 's' ? '/write?db=any' : '/api/v2/write?org=o&bucket=b';
    expect((await write(`${path}&precision=${precision}`, `m,host=clock-${precision} v=1 ${at}\n`)).status).toBe(204);
    expect((await newest(`clock-${precision}`)).latest?.at).toBe('2025-10-09T08:53:20.000Z');
  });

  it.each([
    ['as a v2 token', '/api/v2/write?precision=s', (secret: string) => ({ authorization: `Token ${secret}` })],
    ['as a bearer', '/api/v2/write?precision=s', (secret: string) => ({ authorization: `Bearer ${secret}` })],
    [
      'as the password of basic auth',
      '/write?db=any&precision=s',
      (secret: string) => ({ authorization: `Basic ${Buffer.from(`telegraf:${secret}`).toString('base64')}` }),
    ],
    ['as p in the address', '/write?db=any&precision=s&u=telegraf&p=', () => ({})],
  ])('takes the API key %s', async (_how, path, headersWith) => {
    const send = (secret: string) =>
      write(path.endsWith('p=') ? path + secret : path, 'm,host=keyed v=1 1760000000', headersWith(secret));
    expect((await send(key)).status).toBe(204);
    const refused = await send(`${key.slice(0, -4)}AAAA`);
    expect(refused.status).toBe(401);
    expect(refused.json).toMatchObject({ code: 'unauthorized', error: expect.stringContaining('plenum keys create') });
  });

  it('reads a compressed body', async () => {
    const body = new Uint8Array(gzipSync('m,host=packed v=42 1760000000\n'));
    const { status } = await write('/api/v2/write?precision=s', body, { 'content-encoding': 'gzip' });
    expect(status).toBe(204);
    expect((await newest('packed')).latest?.value).toBe(42);
  });

  it('gives the lines of its plug-ins their device, metric and SI unit', async () => {
    const { status } = await write('/write?db=telegraf', telegrafLines);
    expect(status).toBe(204);
    const found = await eventually(
      async () =>
        (
          await Promise.all(
            ['loaner', 'web483', '10.20.2.203', 'name1', '8218cf', 'ubuntu'].map((asset) =>
              seriesOf(service.url, asset),
            ),
          )
        ).flat(),
      (series) => series.length > 0 && series.every(({ latest }) => latest !== null),
    );
    const rows = found.map(({ assetId, metric, unit, latest }) => [assetId, metric, unit, latest!.value]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['loaner', 'system.cpu.utilization', '1', expect.closeTo(0.176165803058803, 12)],
        ['web483', 'hw.host.ambient_temperature', 'Cel', 25],
        ['web483', 'hw.fan.speed', 'rpm', 2100],
        ['web483', 'hw.power_supply.usage', 'W', 325],
        ['10.20.2.203', 'hw.power', 'W', 110],
        ['name1', 'dc.ups.load', '1', expect.closeTo(0.097, 12)],
        ['name1', 'dc.ups.battery_time_left', 's', expect.closeTo(0.0098, 12)],
        ['8218cf', 'hw.gpu.temperature', 'Cel', 53],
        ['8218cf', 'hw.gpu.utilization', '1', 1],
        ['8218cf', 'hw.gpu.memory.usage', 'By', 549 * 2 ** 20],
        ['ubuntu', 'hw.power', 'W', 35],
      ]),
    );
    const devices = (await service.get('/api/v1/assets?discovered=true')) as {
      items: readonly { id: string; attributes: Record<string, string> }[];
    };
    expect(devices.items.find(({ id }) => id === 'web483')?.attributes).toMatchObject({ rack: 'WEB43', row: 'North' });
  });
});

/** As in the plug-ins' own documentation, shortened. */
const telegrafLines = String.raw`cpu,cpu=cpu-total,host=loaner usage_active=17.616580305880305,usage_idle=82.3834196941197,usage_iowait=0 1568760922000000000
redfish_thermal_temperatures,address=127.0.0.1,chassis_health=OK,health=OK,member_id=2,name=Chassis\ Intake\ Temp,rack=WEB43,row=North,source=web483,state=Enabled upper_threshold_critical=40,upper_threshold_fatal=50,lower_threshold_critical=5,lower_threshold_fatal=0,reading_celsius=25 1691270160000000000
redfish_thermal_fans,address=127.0.0.1,member_id=0,name=BaseBoard\ System\ Fan,rack=WEB43,row=North,source=web483,state=Enabled lower_threshold_fatal=0i,reading_rpm=2100i 1691270160000000000
redfish_power_powersupplies,address=127.0.0.1,member_id=0,name=Power\ Supply\ Bay,rack=WEB43,row=North,source=web483,state=Enabled line_input_voltage=120,last_power_output_watts=325,power_capacity_watts=800 1691270160000000000
ipmi_sensor,server=10.20.2.203,name=power_supply_1,unit=watts status=1i,value=110 1517125513000000000
ipmi_sensor,entity_id=7.1,name=fan_1,status_code=ok,status_desc=transition_to_running,unit=percent value=43.12 1517125474000000000
upsd,serial=AS1231515,ups_name=name1 load_percent=9.7,time_left_ns=9800000,output_voltage=230.4,internal_temp=32.4,battery_voltage=27.4,input_frequency=50.2,input_voltage=230.4,battery_charge_percent=100,status_flags=8i 1490035922000000000
nvidia_smi,compute_mode=Default,host=8218cf,index=0,name=GeForce\ GTX\ 1070,pstate=P2,uuid=GPU-823bc202-6279-6f2c-d729-868a30f14d96 fan_speed=100i,memory_used=549i,temperature_gpu=53i,utilization_gpu=100i 1523991122000000000
powerstat_package,host=ubuntu,package_id=0 current_power_consumption_watts=35 1606494744000000000
`;

/** Resolves when everything written so far is in the store. */
async function expectCaughtUp(service: RunningService): Promise<void> {
  await eventually(
    async () => (await call(new URL('/metrics', service.url))).text,
    (text) => /^plenum_bus_lag_points\{group="store"\} 0$/m.test(text),
  );
}
