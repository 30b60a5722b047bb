import { isShort } from './redundancy.js';
import type { CauseCandidate, IncidentReport, Redundancy, TimeToLimit } from './incident-report.js';

/** An incident in the words of those who deal with it; each list may be empty. */
export interface Briefing {
  /** What is left of the spare, a line for each supply. */
  readonly redundancy: readonly string[];
  /** When the hottest inlet reaches which limit. */
  readonly limits: readonly string[];
  /** Probable causes with their share, the likeliest first. */
  readonly causes: readonly string[];
  readonly affected: string;
  readonly steps: readonly string[];
}

/** Names at most that many assets of an incident and as many causes as it has. */
export function briefingOf(report: IncidentReport, mostAssets: number): Briefing {
  const shares = causeShares(report.candidates);
  return {
    redundancy: report.redundancy.map(redundancyText),
    limits: report.outlook.flatMap((limit) => limitText(limit) ?? []),
    causes: report.candidates.map(
      ({ assetId, reasons }, i) => `${assetId} (${Math.round((shares[i] ?? 0) * 100)} %): ${reasons.join('; ')}`,
    ),
    affected: affectedList(report, mostAssets),
    steps: report.runbook.steps,
  };
}

/** The share of each candidate in the sum of their scores, 0..1: how they compare, not a probability. */
export function causeShares(candidates: readonly CauseCandidate[]): readonly number[] {
  const total = candidates.reduce((sum, { score }) => sum + score, 0);
  return candidates.map(({ score }) => (total > 0 ? score / total : 0));
}

/** `cooling of zone hall-1-north: 1 of 2 units work, 1 needed, no spare left`. */
function redundancyText(left: Redundancy): string {
  if (left.kind === 'power') {
    const { racksOnOneFeed, racksWithoutPower, lostFeeds } = left;
    return `power: ${racksOnOneFeed} racks on fewer feeds, ${racksWithoutPower} without power; lost: ${lostFeeds.join(', ')}`;
  }
  const { zone, working, needed, total } = left;
  const verdict = isShort(left) ? 'too few' : working === needed ? 'no spare left' : `${working - needed} spare`;
  return `cooling of zone ${zone}: ${working} of ${total} units work, ${needed} needed, ${verdict}`;
}

function limitText({ assetId, limitC, limitName, nowC, slopeKPerMin, inMs }: TimeToLimit): string | undefined {
  if (inMs === undefined) return undefined;
  const limit = `${limitC} °C (${limitName})`;
  if (inMs === 0) return `inlet of ${assetId} is at ${nowC} °C, above ${limit}`;
  const minutes = Math.round(inMs / 60_000);
  const when = minutes < 1 ? 'less than a minute' : `${minutes} min`;
  return `inlet of ${assetId} reaches ${limit} in ${when}: ${nowC} °C, ${slopeKPerMin} K/min`;
}

function affectedList({ assets, alertsByKind }: IncidentReport, most: number): string {
  const counts = Object.entries(alertsByKind).map(([kind, count]) => `${count} of ${kind}`);
  const hidden = assets.length - most;
  const named = assets.slice(0, most).join(', ');
  return `${named}${hidden > 0 ? ` and ${hidden} more` : ''} (alerts: ${counts.join(', ')})`;
}
