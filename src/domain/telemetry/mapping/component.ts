import type { WireSeries } from '../decoders/decoder.js';
import { unitTag } from './generic-metric.js';

/** Never part of a component. */
const bookkeeping = new Set(['__name__', 'plenum_simulated']);
/** Resource attributes that describe the host which already is the asset. */
const hostAttributes = ['host.', 'os.', 'telemetry.', 'cloud.'];
/** Labels that, with an exporter of which a device has one, describe the device and the scrape. */
const deviceLabels = new Set(['job', 'instance', 'rack', 'row', 'room', 'datacenter', 'model', 'serial']);

/**
 * The component of a series for which no template is known: its remaining tags as `k=v`, sorted. All of them are kept
 * when the exporter is unknown, even where one looks like a description of the device: two series that fall together
 * would overwrite each other.
 */
export function componentOfTags(
  wire: WireSeries,
  { identityTags, isKnownExporter }: { identityTags: readonly string[]; isKnownExporter: boolean },
): string {
  const isUnit = unitTag(wire) !== undefined;
  return [...wire.labels]
    .filter(([key, value]) => value !== '' && !bookkeeping.has(key) && !(isUnit && key === 'unit'))
    .filter(([key]) => !hostAttributes.some((prefix) => key.startsWith(prefix)))
    .filter(([key]) => !(isKnownExporter && (deviceLabels.has(key) || identityTags.includes(key))))
    .filter(([key, value]) => !identityTags.includes(key) || saysMore(key, value))
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}

/** A scrape's `instance` names a port as well: two exporters of one host may have metrics of one name. */
function saysMore(key: string, value: string): boolean {
  return key === 'instance' && /:\d+$/.test(value);
}
