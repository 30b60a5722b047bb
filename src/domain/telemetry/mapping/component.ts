import type { WireSeries } from '../decoders/decoder.js';

/** Labels that describe the exporter or the device as a whole and never tell two series of one device apart. */
const descriptive = new Set([
  '__name__',
  'plenum_simulated',
  'unit',
  'job',
  'instance',
  'rack',
  'row',
  'room',
  'datacenter',
  'model',
  'modelName',
  'serial',
  'UUID',
]);
const descriptivePrefixes = ['host.', 'os.', 'telemetry.', 'cloud.'];

/**
 * The component of a series that no vocabulary knows: its remaining tags as `k=v`, sorted, so that two series of one
 * device never fall together. The tags that named the device are left out.
 */
export function componentOfTags({ labels }: WireSeries, identityTags: readonly string[]): string {
  return [...labels]
    .filter(([key, value]) => value !== '' && !identityTags.includes(key) && !descriptive.has(key))
    .filter(([key]) => !descriptivePrefixes.some((prefix) => key.startsWith(prefix)))
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}
