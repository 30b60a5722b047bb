import type { WireSeries } from '../decoders/decoder.js';
import { longestName } from '../series.js';
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
 * would overwrite each other. Tags that are longer together than a name may be are refused in any case: then as few are
 * read as show it, because a line may have 64 KiB of tags and thousands of new fields.
 */
export function componentOfTags(
  wire: WireSeries,
  { identityTags, isKnownExporter }: { identityTags: readonly string[]; isKnownExporter: boolean },
): string {
  const isUnit = unitTag(wire) !== undefined;
  const tellsApart = (key: string, value: string): boolean => {
    if (value === '' || bookkeeping.has(key) || (isUnit && key === 'unit')) return false;
    if (hostAttributes.some((prefix) => key.startsWith(prefix))) return false;
    if (identityTags.includes(key)) return !isKnownExporter && saysMore(key, value);
    return !(isKnownExporter && deviceLabels.has(key));
  };
  const pairs: string[] = [];
  let length = 0;
  for (const [key, value] of wire.labels) {
    if (!tellsApart(key, value)) continue;
    pairs.push(`${key}=${value}`);
    length += key.length + 1 + value.length;
    if (length > longestName) break;
  }
  return pairs.sort().join(',');
}

/** A scrape's `instance` names a port as well: two exporters of one host may have metrics of one name. */
function saysMore(key: string, value: string): boolean {
  return key === 'instance' && /:\d+$/.test(value);
}
