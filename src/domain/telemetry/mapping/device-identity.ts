import type { AliasTable } from '../../assets/alias-table.js';
import type { WireSeries } from '../decoders/decoder.js';

type Tiers = readonly (readonly string[])[];

/** The device that a wire series belongs to, and the tags that tell it (and its poller). */
export interface DeviceIdentity {
  readonly assetId: string;
  /** False when no alias knows the device. */
  readonly known: boolean;
  readonly tags: readonly string[];
}

/**
 * Tags that name a device in exporters without a vocabulary of their own. Telegraf adds `host`, its own host, to
 * whatever it polls, so the tags of polled devices (`agent_host`) come first.
 */
const tiersByFormat: Readonly<Record<WireSeries['format'], Tiers>> = {
  plenum: [['asset']],
  influx: [
    ['asset', 'asset_id'],
    ['agent_host', 'sysName'],
    ['Hostname', 'hostname', 'host', 'host.name', 'host.id', 'node', 'node_name'],
    ['source', 'server', 'address', 'instance', 'ups_name', 'serial', 'service.instance.id'],
  ],
  otlp: [
    ['asset', 'asset.id'],
    ['host.name', 'host.id', 'k8s.node.name'],
    ['service.instance.id', 'net.host.name', 'server.address'],
    ['service.name'],
  ],
  prometheus: [
    ['asset', 'asset_id'],
    ['Hostname', 'hostname', 'nodename', 'node', 'node_name', 'host', 'kubernetes_node'],
    ['instance'],
    ['job'],
  ],
};

/** Tags that hold an address which may come with a scheme, a port or a path. */
const addresses = new Set(['instance', 'address', 'server', 'source', 'agent_host', 'server.address']);

/** Finds the device; undefined when nothing names one. `tiers` are the vocabulary's own, which come first. */
export function identifyDevice(wire: WireSeries, aliases: AliasTable, tiers: Tiers = []): DeviceIdentity | undefined {
  for (const tier of [...tiers, ...tiersByFormat[wire.format]]) {
    const present = tier.filter((tag) => (wire.labels.get(tag) ?? '') !== '');
    const names = present.map((tag) => deviceName(tag, wire.labels.get(tag) ?? ''));
    const [first] = names;
    if (first === undefined) continue;
    // Whichever agent polls a device, its series stay the same.
    const isPolled = wire.format === 'influx' && (tiers.includes(tier) || tier.includes('agent_host'));
    const tags = isPolled ? [...present, 'host'] : present;
    for (const name of names) {
      const assetId = aliases.resolve(name);
      if (assetId !== undefined) return { assetId, known: true, tags };
    }
    return { assetId: first, known: false, tags };
  }
  return wire.format === 'influx' ? nameFromTags(wire, aliases) : undefined;
}

/**
 * InfluxDB asks for no host tag, so its clients need not send one: the first tag's value, by tag name so that the
 * order on the wire does not matter, then stands for the device, and without tags the measurement does.
 */
function nameFromTags({ name, labels }: WireSeries, aliases: AliasTable): DeviceIdentity {
  let tag: string | undefined;
  for (const [key, value] of labels) {
    if (value !== '' && key !== 'plenum_simulated' && (tag === undefined || key < tag)) tag = key;
  }
  const device = (tag === undefined ? undefined : labels.get(tag)) ?? name;
  const assetId = aliases.resolve(device);
  return { assetId: assetId ?? device, known: assetId !== undefined, tags: tag === undefined ? [] : [tag] };
}

function deviceName(tag: string, value: string): string {
  if (!addresses.has(tag)) return value;
  const authority = value.replace(/^[a-z][a-z\d+.-]*:\/\//i, '').replace(/\/.*$/, '');
  return authority.replace(/^\[(.+)\](?::\d+)?$/, '$1').replace(/^([^:]+):\d+$/, '$1') || value;
}
