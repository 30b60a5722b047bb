import type { SettingsStatus } from '../../application/detection-settings.js';
import type { SeriesMatch } from '../../domain/detection/settings/detector-settings.js';
import type { ExplainedSettings } from '../../domain/detection/settings/settings-resolver.js';
import type { SeriesDescriptor } from '../../domain/telemetry/series.js';
import { isoOf } from '../iso.js';
import type { DetectionSettingsOut, SeriesDetectionOut } from './detectors.schema.js';

export function mapSettings({ file, generation, since, refusal, rules }: SettingsStatus): DetectionSettingsOut {
  return {
    file: file ?? null,
    generation,
    since: isoOf(since),
    refusal: refusal ?? null,
    rules: rules.map(({ name, match, set }) => ({ name, match: mapMatch(match), set })),
  };
}

function mapMatch(match: SeriesMatch): DetectionSettingsOut['rules'][number]['match'] {
  const { metric, kind, asset, room, component } = match;
  return {
    ...(metric && { metric: [...metric] }),
    ...(kind && { kind: [...kind] }),
    ...(asset && { asset: [...asset] }),
    ...(room && { room: [...room] }),
    ...(component && { component: [...component] }),
  };
}

export function mapDetection(
  { id, unit }: SeriesDescriptor,
  { settings, origins }: ExplainedSettings,
): SeriesDetectionOut {
  return { seriesId: id, unit, settings, rules: origins };
}
