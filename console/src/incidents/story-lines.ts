import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { countOfKind } from '../format/kind-name.js';

export type TimelineEntry = IncidentDetailOut['timeline'][number];

/** One line of the story: a note, one alert, or several that came together. */
export interface StoryLine {
  readonly at: string;
  readonly kind: TimelineEntry['kind'];
  readonly text: string;
  /** The entries behind a line that sums several up; empty when the line says all. */
  readonly parts: readonly TimelineEntry[];
}

/** Alerts of one kind of asset that follow the first one within this time are one line. */
const togetherMs = 60_000;
/** So many say the same as their number, more of them only take space. */
const few = 2;

/** The timeline with alerts that came together summed up: `18 alerts of 6 racks`. In the order of time. */
export function storyLines({ timeline, members, affected }: IncidentDetailOut): readonly StoryLine[] {
  const alerts = new Map(members.map((alert) => [alert.id, alert]));
  const kinds = new Map(affected.flatMap(({ kind, assets }) => assets.map((id) => [id, kind] as const)));
  const groups: { readonly key: string; readonly entries: TimelineEntry[] }[] = [];
  for (const entry of timeline) {
    const alert = entry.alertId === null ? undefined : alerts.get(entry.alertId);
    const key = alert ? `${entry.kind} ${kinds.get(alert.assetId) ?? 'unknown'}` : '';
    const group = groups.findLast((one) => one.key === key);
    const first = group?.entries[0];
    if (alert && group && first && Date.parse(entry.at) - Date.parse(first.at) <= togetherMs) group.entries.push(entry);
    else groups.push({ key, entries: [entry] });
  }
  return groups.flatMap(({ entries }) =>
    entries.length > few ? [summedUp(entries, alerts, kinds)] : entries.map(plain),
  );
}

function plain({ at, kind, text }: TimelineEntry): StoryLine {
  return { at, kind, text, parts: [] };
}

function summedUp(
  entries: readonly TimelineEntry[],
  alerts: ReadonlyMap<string, AlertOut>,
  kinds: ReadonlyMap<string, string>,
): StoryLine {
  const assets = [...new Set(entries.flatMap(({ alertId }) => (alertId && alerts.get(alertId)?.assetId) || []))];
  const [only = ''] = assets;
  const whose = assets.length === 1 ? only : countOfKind(assets.length, kinds.get(only) ?? 'unknown');
  const { at = '', kind = 'alert-fired' } = entries[0] ?? {};
  return { at, kind, text: `${entries.length} alerts of ${whose}`, parts: entries };
}
