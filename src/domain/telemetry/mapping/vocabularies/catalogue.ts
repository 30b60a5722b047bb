import type { WireSeries } from '../../decoders/decoder.js';
import type { Vocabulary } from '../vocabulary.js';
import { dcgm } from './dcgm.js';
import { dellIdrac } from './dell-idrac.js';
import { ipmiExporter } from './ipmi-exporter.js';
import { kepler } from './kepler.js';
import { nodeExporter } from './node-exporter.js';
import { openTelemetryHardware, openTelemetrySystem } from './opentelemetry.js';
import { powerNetFields } from './powernet-snmp.js';
import { telegrafHost } from './telegraf-host.js';
import { telegrafIpmi } from './telegraf-ipmi.js';
import { telegrafPower } from './telegraf-power.js';
import { telegrafRedfish } from './telegraf-redfish.js';

const polledBySnmp = [['agent_host', 'sysName']];

/** Telegraf's measurements by name, as line protocol and Telegraf JSON carry them. */
const measurements: Readonly<Record<string, Vocabulary>> = {
  ...telegrafHost,
  ...telegrafRedfish,
  ...telegrafIpmi,
  ...telegrafPower,
  ...dellIdrac,
  snmp: { identity: polledBySnmp, metrics: { uptime: { metric: 'system.uptime', unit: 's', component: '' } } },
  modbus: { identity: [['name', 'slave_id']], metrics: {} },
};

const powerNet: Vocabulary = { identity: polledBySnmp, metrics: powerNetFields };
const plenumJson: Vocabulary = { component: '{component}', metrics: {} };

/** Families of metric names, as Prometheus carries them. */
const families: readonly (readonly [prefix: string, vocabulary: Vocabulary])[] = [
  ['DCGM_FI_', dcgm],
  ['node_', nodeExporter],
  ['kepler_', kepler],
  ['ipmi_', ipmiExporter],
];

/** The vocabulary that speaks of this wire series; undefined when it is to be kept under its own names. */
export function vocabularyOf(wire: WireSeries): Vocabulary | undefined {
  switch (wire.format) {
    case 'plenum':
      return plenumJson;
    case 'prometheus':
      return families.find(([prefix]) => wire.name.startsWith(prefix))?.[1];
    case 'otlp':
      if (wire.name.startsWith('hw.') && wire.labels.has('hw.id')) return openTelemetryHardware;
      return wire.name.startsWith('system.') ? openTelemetrySystem : undefined;
    case 'influx':
      if (Object.hasOwn(powerNetFields, wire.field)) return powerNet;
      return Object.hasOwn(measurements, wire.name) ? measurements[wire.name] : undefined;
  }
}
