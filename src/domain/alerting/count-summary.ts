import type { SeriesDescriptor } from '../telemetry/series.js';
import { withinNature } from '../telemetry/natural-range.js';
import type { Episode } from './episode.js';
import { formatDuration } from './quantity.js';

type Nouns = readonly [one: string, many: string];

/** What is counted, as an operator says it. */
const nouns: Readonly<Record<string, Nouns>> = {
  'dc.access.logins': ['login', 'logins'],
  'dc.access.login_failures': ['failed login', 'failed logins'],
  'dc.access.users_tried': ['user name tried', 'user names tried'],
  'dc.access.badges_granted': ['badge let in', 'badges let in'],
  'dc.access.badges_denied': ['badge refused', 'badges refused'],
  'dc.access.new_places': ['access at a new place', 'accesses at new places'],
  'dc.access.odd_hours': ['access at an unusual hour', 'accesses at unusual hours'],
  'dc.network.flows': ['network flow', 'network flows'],
  'dc.network.packets': ['packet', 'packets'],
};

/** What an alert about a count of events says; undefined for what is no count. */
export function countSummary(episode: Episode, series: SeriesDescriptor): string | undefined {
  const words = Object.hasOwn(nouns, series.metric) ? nouns[series.metric] : undefined;
  if (!words) return undefined;
  const { peak, resolvedAt } = episode;
  const place = series.component === '' ? series.assetId : `${series.assetId} (${series.component})`;
  const { lower, upper } = withinNature(peak, peak.value, series);
  const usual = `usual ${Math.ceil(lower)} to ${Math.floor(upper)}`;
  const seen = `${Math.round(peak.value)} ${peak.value === 1 ? words[0] : words[1]} in a minute at ${place}`;
  if (resolvedAt === undefined) return `${seen}, ${usual}`;
  return `${seen}, ${usual}; over after ${formatDuration(resolvedAt - episode.startsAt)}`;
}
