import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AliasTable } from '../../../assets/alias-table.js';
import { CounterTracker } from '../../counter-tracker.js';
import { DeviceDiscovery } from '../../device-discovery.js';
import { TelemetryMapper } from '../../mapping/telemetry-mapper.js';
import { PointCollector } from '../../point-collector.js';
import { SeriesRegistry } from '../../series-registry.js';
import type { DecodeSettings } from '../decoder.js';
import { LineProtocolDecoder } from './line-protocol-decoder.js';

const receivedAt = 1_700_000_000_000;

/** A decoder with the real mapper and collector behind it; keeps its caches from body to body. */
function anIntake() {
  const registry = new SeriesRegistry();
  const aliases = new AliasTable();
  const mapper = new TelemetryMapper(registry, aliases, new DeviceDiscovery(), { maxSeries: 10_000 });
  const decoder = new LineProtocolDecoder(mapper);
  const counters = new CounterTracker();
  const take = (body: string | Uint8Array, settings: Partial<DecodeSettings> = {}) => {
    const sink = new PointCollector(counters);
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    decoder.decode(bytes, sink, { receivedAt, ...settings });
    const { batch, rejections, skipped } = sink.finish();
    const points = Array.from({ length: batch.length }, (_, i) => {
      const { assetId, metric, component, unit } = registry.byId(batch.seriesIds[i]!)!;
      const value = Number(batch.values[i]!.toPrecision(12));
      return `${assetId}|${metric}|${component} = ${value}${unit && ` ${unit}`} @ ${batch.at[i]!}`;
    });
    const problems = rejections.map(({ position, code }) => `${position} ${code}`);
    return { points, problems, rejections, skipped: Object.fromEntries(skipped) };
  };
  return { take, registry, aliases };
}

const take = (body: string | Uint8Array, settings?: Partial<DecodeSettings>) => anIntake().take(body, settings);
const valuesOf = (body: string, settings?: Partial<DecodeSettings>) =>
  take(body, settings).points.map((point) => point.replace(/^.*= (\S+) .*$/, '$1'));

describe('the lines that Telegraf sends', () => {
  it.each([
    [
      'cpu,cpu=cpu-total,host=loaner usage_active=17.616580305880305,usage_iowait=0 1568760922000000000',
      [
        'loaner|system.cpu.utilization| = 0.176165803059 1 @ 1568760922000',
        'loaner|cpu.usage_iowait| = 0 1 @ 1568760922000',
      ],
    ],
    [
      'redfish_thermal_temperatures,address=127.0.0.1,chassis_health=OK,health=OK,member_id=2,name=Chassis\\ Intake\\ Temp,rack=WEB43,row=North,source=web483,state=Enabled upper_threshold_critical=40,upper_threshold_fatal=50,lower_threshold_critical=5,lower_threshold_fatal=0,reading_celsius=25 1691270160000000000',
      ['web483|hw.host.ambient_temperature|Chassis Intake Temp 2 = 25 Cel @ 1691270160000'],
    ],
    [
      'redfish_thermal_fans,address=127.0.0.1,member_id=0,name=BaseBoard\\ System\\ Fan,rack=WEB43,row=North,source=web483,state=Enabled lower_threshold_fatal=0i,reading_rpm=2100i 1691270160000000000',
      ['web483|hw.fan.speed|BaseBoard System Fan 0 = 2100 rpm @ 1691270160000'],
    ],
    [
      'redfish_power_powersupplies,address=127.0.0.1,member_id=0,name=Power\\ Supply\\ Bay,rack=WEB43,row=North,source=web483,state=Enabled line_input_voltage=120,last_power_output_watts=325,power_capacity_watts=800 1691270160000000000',
      [
        'web483|hw.voltage|Power Supply Bay 0 = 120 V @ 1691270160000',
        'web483|hw.power_supply.usage|Power Supply Bay 0 = 325 W @ 1691270160000',
        'web483|hw.power_supply.limit|Power Supply Bay 0 = 800 W @ 1691270160000',
      ],
    ],
    [
      'ipmi_sensor,server=10.20.2.203,name=power_supply_1,unit=watts status=1i,value=110 1517125513000000000',
      [
        '10.20.2.203|hw.status|power_supply_1 = 1 1 @ 1517125513000',
        '10.20.2.203|hw.power|power_supply_1 = 110 W @ 1517125513000',
      ],
    ],
    [
      'ipmi_sensor,entity_id=7.1,name=fan_1,status_code=ok,status_desc=transition_to_running,unit=percent value=43.12 1517125474000000000',
      ['7.1|hw.fan.speed_ratio|fan_1 = 0.4312 1 @ 1517125474000'],
    ],
    [
      'upsd,serial=AS1231515,ups_name=name1 load_percent=9.7,time_left_ns=9800000,output_voltage=230.4,internal_temp=32.4,battery_voltage=27.4,input_frequency=50.2,input_voltage=230.4,battery_charge_percent=100,status_flags=8i 1490035922000000000',
      [
        'name1|dc.ups.load| = 0.097 1 @ 1490035922000',
        'name1|dc.ups.battery_time_left| = 0.0098 s @ 1490035922000',
        'name1|dc.ups.output_voltage| = 230.4 V @ 1490035922000',
        'name1|dc.ups.temperature| = 32.4 Cel @ 1490035922000',
        'name1|dc.ups.battery_voltage| = 27.4 V @ 1490035922000',
        'name1|dc.ups.input_frequency| = 50.2 Hz @ 1490035922000',
        'name1|dc.ups.input_voltage| = 230.4 V @ 1490035922000',
        'name1|dc.ups.battery_charge| = 1 1 @ 1490035922000',
        'name1|upsd.status_flags| = 8 @ 1490035922000',
      ],
    ],
    [
      'apcupsd,serial=AS1231515,status=ONLINE,ups_name=name1 time_on_battery=0,load_percent=9.7,time_left_minutes=98 1490035922000000000',
      [
        'name1|apcupsd.time_on_battery| = 0 @ 1490035922000',
        'name1|dc.ups.load| = 0.097 1 @ 1490035922000',
        'name1|dc.ups.battery_time_left| = 5880 s @ 1490035922000',
      ],
    ],
    [
      'nvidia_smi,compute_mode=Default,host=8218cf,index=0,name=GeForce\\ GTX\\ 1070,pstate=P2,uuid=GPU-823bc202-6279-6f2c-d729-868a30f14d96 fan_speed=100i,memory_used=549i,temperature_gpu=53i,utilization_gpu=100i 1523991122000000000',
      [
        '8218cf|hw.fan.speed_ratio|gpu-0 = 1 1 @ 1523991122000',
        '8218cf|hw.gpu.memory.usage|gpu-0 = 575668224 By @ 1523991122000',
        '8218cf|hw.gpu.temperature|gpu-0 = 53 Cel @ 1523991122000',
        '8218cf|hw.gpu.utilization|gpu-0 = 1 1 @ 1523991122000',
      ],
    ],
    [
      'powerstat_package,host=ubuntu,package_id=0 current_power_consumption_watts=35 1606494744000000000',
      ['ubuntu|hw.power|package-0 = 35 W @ 1606494744000'],
    ],
    [
      'snmp,agent_host=127.0.0.1,sysName=example.org uptime=113319.74 1575509815000000000',
      ['127.0.0.1|system.uptime| = 113319.74 s @ 1575509815000'],
    ],
  ])('%s', (line, expected) => {
    expect(take(line)).toMatchObject({ points: expected, problems: [] });
  });

  it('counts device thresholds as left out, and takes a disabled sensor without a reading for normal', () => {
    const line =
      'redfish_thermal_temperatures,member_id=9,name=Spare,source=web483,state=Disabled upper_threshold_critical=40,upper_threshold_fatal=50 1691270160000000000';
    expect(take(line)).toMatchObject({ points: [], problems: [], skipped: { device_threshold: 2 } });
  });

  it('keeps a field that changes from integer to float in one series', () => {
    const intake = anIntake();
    intake.take('redfish_thermal_fans,source=a,name=f,member_id=0 reading_rpm=2100i 1000000000');
    intake.take('redfish_thermal_fans,source=a,name=f,member_id=0 reading_rpm=2100.5 2000000000');
    expect(intake.registry.size).toBe(1);
  });
});

describe('values', () => {
  it.each([
    ['1', '1'],
    ['-1.5e3', '-1500'],
    ['3i', '3'],
    ['-3i', '-3'],
    ['18446744073709551u', '18446744073700000'],
    ['t', '1'],
    ['TRUE', '1'],
    ['True', '1'],
    ['true', '1'],
    ['f', '0'],
    ['False', '0'],
    ['"25.3"', '25.3'],
    ['"-7"', '-7'],
  ])('%s is %s', (written, value) => {
    expect(valuesOf(`m,host=a f=${written} 1`)).toEqual([value]);
  });

  it.each([
    '"ONLINE"',
    '""',
    '"1 W"',
    '"a \\"quoted\\" word"',
    '"back\\\\slash"',
    '"comma, space = equals"',
    '"two\nlines"',
  ])('the text %s is counted, makes no series, and does not disturb its neighbours', (text) => {
    const intake = anIntake();
    expect(intake.take(`m,host=a a=1,s=${text},b=2 1000000\nm,host=a a=3 2000000`)).toEqual({
      points: ['a|m.a| = 1 @ 1', 'a|m.b| = 2 @ 1', 'a|m.a| = 3 @ 2'],
      problems: [],
      rejections: [],
      skipped: { text_value: 1 },
    });
    expect(intake.registry.size).toBe(2);
  });

  it.each(['NaN', 'nan', 'Inf', '+Inf', '-inf', '1e999'])(
    '%s is refused as not finite, and the field beside it kept',
    (bad) => {
      expect(take(`m,host=a f=${bad},g=2 1`)).toMatchObject({ problems: ['1 not_finite'] });
      expect(valuesOf(`m,host=a f=${bad},g=2 1`)).toEqual(['2']);
    },
  );

  it('the sentinel of a blank sensor is left out', () => {
    expect(take('m,host=a f=9223372036854775794i 1')).toMatchObject({ points: [], skipped: { sentinel: 1 } });
  });
});

describe('names and tags', () => {
  it('may hold escaped commas, spaces and equals signs', () => {
    expect(take('my\\ m\\,1,host=srv\\ 1,a\\=b=c\\,d\\=x f\\ 1\\,2\\=3=5 1000000').points).toEqual([
      'srv 1|my m,1.f 1,2=3|a=b=c,d=x = 5 @ 1',
    ]);
  });

  it('keep a backslash that escapes nothing', () => {
    expect(take('m,host=a,path=C:\\temp f=1 1000000').points).toEqual(['a|m.f|path=C:\\temp = 1 @ 1']);
  });

  it('may be in any script', () => {
    expect(take('température,host=salle-é mesure=21 1000000').points).toEqual(['salle-é|température.mesure| = 21 @ 1']);
  });

  it('are one series in whatever order the tags come', () => {
    const intake = anIntake();
    intake.take('m,host=a,x=1,y=2 f=1 1\nm,y=2,x=1,host=a f=1 2');
    expect(intake.registry.size).toBe(1);
  });

  it('of fields may come in another order in each line', () => {
    const intake = anIntake();
    expect(intake.take('m,host=a a=1,b=2,c=3 1000000\nm,host=a c=6,a=4,d=7,b=5 2000000').points).toEqual([
      'a|m.a| = 1 @ 1',
      'a|m.b| = 2 @ 1',
      'a|m.c| = 3 @ 1',
      'a|m.c| = 6 @ 2',
      'a|m.a| = 4 @ 2',
      'a|m.d| = 7 @ 2',
      'a|m.b| = 5 @ 2',
    ]);
  });

  it('of many fields are told apart, in any order', () => {
    const intake = anIntake();
    const names = Array.from({ length: 40 }, (_, i) => `f${i}`);
    const line = (order: readonly string[], at: number) =>
      `m,host=a ${order.map((name) => `${name}=${name.slice(1)}`).join(',')} ${at}000000`;
    const forwards = intake.take(line(names, 1)).points;
    const backwards = intake.take(line(names.toReversed(), 2)).points;
    expect(forwards[39]).toBe('a|m.f39| = 39 @ 1');
    expect(backwards.map((point) => point.replace('@ 2', '@ 1')).toReversed()).toEqual(forwards);
    expect(intake.registry.size).toBe(40);
  });

  it('lead to the asset of an alias added while the service runs', () => {
    const intake = anIntake();
    expect(intake.take('m,host=stranger f=1 1000000').points).toEqual(['stranger|m.f| = 1 @ 1']);
    intake.aliases.add('stranger', 'srv-1');
    expect(intake.take('m,host=stranger f=1 2000000').points).toEqual(['srv-1|m.f| = 1 @ 2']);
  });
});

describe('times', () => {
  it.each([
    ['1691270160000000000', 'ns'],
    ['1691270160000000', 'us'],
    ['1691270160000', 'ms'],
    ['1691270160', 's'],
    ['1691270160000', 'auto'],
  ] as const)('%s in %s', (time, precision) => {
    expect(take(`m,host=a f=1 ${time}`, { precision }).points).toEqual(['a|m.f| = 1 @ 1691270160000']);
  });

  it('are those of arrival where a line has none', () => {
    expect(take('m,host=a f=1\nm,host=b f=1 \nm,host=c f=1\r\n').points).toEqual(
      ['a', 'b', 'c'].map((host) => `${host}|m.f| = 1 @ ${receivedAt}`),
    );
  });

  it.each(['yesterday', '1.5', '12:30', '1e9', '-'])('%s is refused as a bad timestamp', (time) => {
    expect(take(`m,host=a f=1 ${time}\nm,host=a f=2 1`).problems).toEqual(['1 bad_timestamp']);
  });

  it('that no clock shows are refused', () => {
    expect(take('m,host=a f=1 9999999999999999', { precision: 's' }).problems).toEqual(['1 bad_timestamp']);
  });
});

describe('a body with bad lines', () => {
  it('loses only those, and names each with its line, its column and what was expected', () => {
    const body = [
      'm,host=a f=1 1',
      '# comment',
      '',
      '   ',
      'm,host=a',
      'm,host=a f=2 2\r',
      'm,host=a f=x 3',
      'm,host=a f=3 3',
    ];
    const { points, rejections } = take(body.join('\n'));
    expect(points).toHaveLength(3);
    expect(rejections.map(({ position, message }) => `${position}: ${message}`)).toEqual([
      '5: Expected a space and then field=value after the measurement and tags. (column 9)',
      '7: Expected a number, a truth value or text in double quotes as the field\'s value, not "x". (column 12)',
    ]);
    expect(rejections.map(({ original }) => new TextDecoder().decode(original))).toEqual([
      'm,host=a',
      'm,host=a f=x 3',
    ]);
  });

  it.each([
    'm',
    ',host=a f=1 1',
    'm,host f=1 1',
    'm,host= f=1 1',
    'm,=a f=1 1',
    'm,host=a ',
    'm,host=a f',
    'm,host=a f= 1',
    'm,host=a =1 1',
    'm,host=a f=1, 1',
    'm,host=a f=1,,g=2 1',
    'm,host=a f=1 g=2 1',
    'm,host=a f=1 1 1',
    'm,host=a f=1ii 1',
    'm,host=a f=tru 1',
    'm,host=a f=0x10 1',
    'm,host=a f="open 1',
    'm,host=a f="a"b 1',
  ])('%j is refused, its neighbours are kept', (line) => {
    const { points, rejections } = take(`ok,host=a f=1 1000000\n${line}\nok,host=a f="x",g=2 2000000`);
    expect(points).toEqual(['a|ok.f| = 1 @ 1', 'a|ok.g| = 2 @ 2']);
    expect(rejections.map(({ position, original }) => [position, new TextDecoder().decode(original)])).toEqual([
      [2, line],
    ]);
  });

  it('counts lines rightly after text with newlines', () => {
    expect(take('m,host=a s="1\n2\n3" 1\nbad').problems).toEqual(['4 malformed']);
  });

  it('refuses names that are not UTF-8', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('m,host='), 0xff, ...new TextEncoder().encode(' f=1 1')]);
    expect(take(bytes).problems).toEqual(['1 malformed']);
  });

  it('never throws, whatever the bytes, and accounts for each line', () => {
    const piece = fc.constantFrom(
      'm',
      ',',
      '=',
      ' ',
      '\\',
      '"',
      '\n',
      '\r',
      'a',
      '1',
      '.',
      'e',
      '-',
      '#',
      'i',
      't',
      'é',
      '\0',
    );
    const intake = anIntake();
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const { problems, points } = intake.take(pieces.join(''));
        expect(problems.length + points.length).toBeLessThanOrEqual(pieces.length);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        intake.take(bytes);
      }),
    );
  });

  it('never loses a good line to the bad one before it', () => {
    const garbage = fc.string({ unit: 'binary-ascii', maxLength: 40 }).map((text) => text.replaceAll('\n', ''));
    fc.assert(
      fc.property(garbage, (bad) => {
        expect(take(`${bad}\nok,host=good f=1 1000000`).points).toContain('good|ok.f| = 1 @ 1');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what a client writes', () => {
  it('is what the decoder reads', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 8 })
      .filter((text) => !/[\\\n\r|]/.test(text) && text.trim() === text);
    const escaped = (text: string) => text.replace(/([, =])/g, '\\$1');
    fc.assert(
      fc.property(
        name,
        name,
        fc.double({ noNaN: true, min: -1e15, max: 1e15 }),
        fc.nat(2e12),
        (host, field, value, at) => {
          fc.pre(!/^(upper|lower)_threshold_/.test(field) && field !== 'value');
          const { points, problems } = take(`x,host=${escaped(host)} ${escaped(field)}=${value} ${at}000000`);
          expect(problems).toEqual([]);
          expect(points[0]?.startsWith(`${host}|x.${field}| = `)).toBe(true);
          expect(points[0]?.endsWith(`@ ${at}`)).toBe(true);
        },
      ),
    );
  });
});
