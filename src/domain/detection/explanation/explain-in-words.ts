import { breachText } from '../../alerting/breach-text.js';
import { residualText } from '../../alerting/residual-text.js';
import { formatDuration, formatQuantity, formatRange } from '../../alerting/quantity.js';
import { metricTitle } from '../../telemetry/metric-catalogue.js';
import { withinNature } from '../../telemetry/natural-range.js';
import type { SeriesDescriptor } from '../../telemetry/series.js';
import type { Explanation, MovedNeighbour, Neighbour } from './explanation.js';

/** An explanation as an operator would tell it to another, sentence by sentence, what matters most first. */
export function explainInWords(explanation: Explanation): readonly string[] {
  return [
    partText(explanation),
    ...sinceText(explanation),
    ...rankText(explanation),
    ...similarText(explanation),
    ...neighbourTexts(explanation),
  ];
}

function partText({ series, point, part }: Explanation): string {
  const seen = `${nameOf(series)} is ${formatQuantity(point.value, series)}`;
  const band = withinNature(point, point.value, series);
  const range = Number.isNaN(point.expected) ? '' : formatRange(band.lower, band.upper, series);
  const residual = range === '' ? undefined : residualText(series.metric, point);
  /** What is told beside its band: a residual in the words of its alerts. */
  const told = residual === undefined ? seen : `${placeOf(series)} ${residual}`;
  switch (part.kind) {
    case 'limit':
      return `${seen}, ${breachText({ kind: part.level, side: part.side, limit: part.limit }, series)}${byRule(part)}.`;
    case 'valid-range':
      return `${seen}, ${breachText({ kind: 'invalid', side: part.side, limit: part.limit }, series)}${byRule(part)}.`;
    case 'stuck':
      return `${nameOf(series)} does not move any more: it stays at ${formatQuantity(point.value, series)} to the last digit, longer than ever before.`;
    case 'band':
      return `${told}${residual === undefined ? ` where ${range} was expected` : `, expected ${range}`}: ${part.times.toFixed(1)} times as far ${part.side} the expected value as the band allows${byRule(part)}.`;
    case 'drift':
      return `${told}, within ${range} of single points, but it has been ${part.side} the expected value for minutes: a drift${byRule(part)}.`;
    case 'long-run':
      return `${told}, within ${range} of single points, but over a longer time it trembles more or less than usual, or drifts slowly${byRule(part)}.`;
    case 'joint':
      return `${series.assetId} is unlike the other devices of its class, ${point.value.toFixed(1)} times as far as is allowed: ${part.metrics.map(metricTitle).join(', ')} do not belong together as they usually do.`;
    case 'silence':
      return `${series.assetId} reported nothing for ${formatDuration(part.lastedMs)}, usually every ${formatDuration(part.usuallyEveryMs)}; its last ${seen.charAt(0).toLowerCase()}${seen.slice(1)}.`;
    case 'learning':
      return `${seen}. It is not judged yet: the detector has not seen enough of it, or it comes after a gap.`;
    case 'off':
      return `${seen}. Only limits are judged, the detector is off${byRule(part)}.`;
    case 'normal':
      return range === '' ? `${seen}, which is normal.` : `${told}, within the expected ${range}.`;
  }
}

function sinceText({ excursion, point }: Explanation): readonly string[] {
  if (!excursion) return [];
  const before = point.at - excursion.startsAt;
  const since =
    before === 0
      ? 'This is the first point of it'
      : `It began ${formatDuration(before)} before${excursion.beganEarlier ? ' or earlier' : ''}`;
  const toPeak = excursion.peakAt - excursion.startsAt;
  return [`${since}; the highest score, ${excursion.peakScore.toFixed(1)}, came ${afterText(toPeak)}.`];
}

function afterText(ms: number): string {
  return ms === 0 ? 'at once' : `after ${formatDuration(ms)}`;
}

function rankText({ rank, part }: Explanation): readonly string[] {
  if (
    rank.hours === 0 ||
    part.kind === 'normal' ||
    part.kind === 'learning' ||
    part.kind === 'off' ||
    part.kind === 'silence'
  )
    return [];
  const among = `of the ${rank.hours} hours that were scored in the ${rank.days} days before`;
  return rank.hoursAsHigh === 0
    ? [`None ${among} had a score as high.`]
    : [`${rank.hoursAsHigh} ${among} had a score as high.`];
}

function similarText({ similar, series }: Explanation): readonly string[] {
  const [first] = similar;
  if (!first) return [];
  const own = similar.filter(({ event }) => event.seriesId === series.id).length;
  const whose =
    own === similar.length ? 'of this series' : own === 0 ? 'of others of its kind' : `${own} of this series`;
  const { resolvedAt, startsAt, acknowledgedBy } = first.event;
  const end = resolvedAt === undefined ? 'still goes on' : `was over after ${formatDuration(resolvedAt - startsAt)}`;
  const by = acknowledgedBy === undefined ? '' : `; ${acknowledgedBy} looked after it`;
  const count = similar.length === 1 ? 'One past alert is' : `${similar.length} past alerts are`;
  return [`${count} like it (${whose}). The one most like it ${end}${by}.`];
}

/** Nothing is said of neighbours while all is well. */
function neighbourTexts({ part, excursion, moved, movedInAll, still, silentToo }: Explanation): readonly string[] {
  if (part.kind === 'silence') {
    if (silentToo.length === 0) return ['Nothing near it fell silent within minutes.'];
    return [`Silent within minutes, too: ${silentToo.join(', ')}.`];
  }
  if (!excursion) return [];
  if (moved.length === 0) {
    if (still.length === 0) return ['Nothing near it moved within minutes.'];
    return [`Nothing near it moved within minutes, though ${listed(still)} should have: the sensor may be at fault.`];
  }
  const [first] = moved;
  const others = `${movedInAll === 1 ? 'One series' : `${movedInAll} series`} near it moved within minutes`;
  const lead = first ? `, first ${nameOf(first.series)}, ${lagText(first)}` : '';
  const left = still.length === 0 ? [] : [`${listed(still)} should have moved, and did not.`];
  return [`${others}${lead}.`, ...left];
}

function lagText({ lagSeconds, wasEarlier }: MovedNeighbour): string {
  if (lagSeconds === 0) return 'at the same time';
  const apart = formatDuration(Math.abs(lagSeconds) * 1000);
  if (lagSeconds > 0) return `${apart} later`;
  return wasEarlier ? `${apart} before it or earlier` : `${apart} before it`;
}

const mostNamed = 3;

function listed(neighbours: readonly Neighbour[]): string {
  const names = neighbours.slice(0, mostNamed).map(({ series }) => nameOf(series));
  const more = neighbours.length > mostNamed ? ` and ${neighbours.length - mostNamed} more` : '';
  return `${names.join(', ')}${more}`;
}

function nameOf(series: SeriesDescriptor): string {
  return `${metricTitle(series.metric)} of ${placeOf(series)}`;
}

function placeOf({ assetId, component }: SeriesDescriptor): string {
  return component === '' ? assetId : `${assetId} ${component}`;
}

function byRule({ rule }: { readonly rule: string | undefined }): string {
  return rule === undefined ? '' : ` (rule “${rule}”)`;
}
