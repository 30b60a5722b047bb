import type { Matchers } from '../../../src/http/quiet/silences.schema.js';

/** The conditions in the order in which people ask: what, where, which kind. */
export const conditions = [
  { name: 'asset', label: 'Asset', hint: 'ids or patterns; a rack covers its servers' },
  { name: 'room', label: 'Room', hint: 'such as hall-1' },
  { name: 'assetKind', label: 'Kind of asset', hint: 'rack, server, crah, pdu, …' },
  { name: 'metric', label: 'Metric', hint: 'such as dc.rack.inlet_temperature' },
  { name: 'component', label: 'Component', hint: 'such as top or phase-a' },
] as const;

export type ConditionName = (typeof conditions)[number]['name'];

/** How many names of a condition are shown; a silence of an incident has hundreds. */
const most = 3;

/** `asset rack-7, rack-8 · severity info`; `everything` without any condition. */
export function matchersText(matchers: Matchers): string {
  const lists: readonly (readonly [string, readonly string[] | undefined])[] = Object.entries(matchers);
  const parts = lists.flatMap(([name, values = []]) =>
    values.length === 0 ? [] : [`${wordOf(name)} ${shortened(values)}`],
  );
  return parts.length === 0 ? 'everything' : parts.join(' · ');
}

function wordOf(name: string): string {
  return { assetKind: 'kind', alertKind: 'alerts' }[name] ?? name;
}

function shortened(values: readonly string[]): string {
  const shown = values.slice(0, most).map((value) => (value === '' ? '(whole)' : value));
  const others = values.length - shown.length;
  return shown.join(', ') + (others > 0 ? ` and ${others} more` : '');
}
