import { type Alert, type AlertSeverity, graver } from '../alert.js';
import { runbookFor } from '../runbooks/runbooks.js';
import type { CausalMap } from './causal-map.js';
import { causeKindOf } from './cause-kinds.js';
import type { IncidentReport, TimeToLimit } from './incident-report.js';
import { rankCauses } from './rank-causes.js';
import { isShort, redundancyOf } from './redundancy.js';
import { affectedText, nameOf } from './wording.js';

/** As many candidates are kept: beyond them lies noise. */
const MOST_CANDIDATES = 5;

/** What is to be said of alerts that have one cause. Severity is the gravest of theirs, raised when a spare is used up. */
export function describeIncident(
  map: CausalMap,
  members: readonly Alert[],
  outlook: readonly TimeToLimit[],
): { title: string; severity: AlertSeverity; report: IncidentReport } {
  const candidates = rankCauses(map, members).slice(0, MOST_CANDIDATES);
  const causeId = candidates[0]?.assetId ?? '';
  const cause = causeKindOf(
    map.site.find(causeId)?.kind ?? 'unknown',
    members.filter(({ assetId }) => assetId === causeId),
  );
  const assets = [...new Set(members.map(({ assetId }) => assetId))];
  const redundancy = redundancyOf(map, members);
  const gravest = members.map(({ severity }) => severity).reduce(graver);
  const affected = affectedText(
    map.site,
    assets.filter((id) => id !== causeId && !map.isContainer(id)),
  );
  return {
    title: `${nameOf(map.site, causeId)}: ${cause.phrase}${affected === '' ? '' : `; ${affected}`}`,
    severity: redundancy.some(isShort) ? 'critical' : gravest,
    report: {
      candidates,
      alertsByKind: countByKind(map, members),
      kinds: [...new Set(members.map(({ kind }) => kind))].sort(),
      assets,
      workloads: [...new Set(assets.flatMap((id) => map.site.find(id)?.workloads ?? []))].sort(),
      redundancy,
      runbook: runbookFor(map.runbooks, { causeKind: cause.causeKind, assetId: causeId }, map.site),
      outlook,
    },
  };
}

function countByKind(map: CausalMap, members: readonly Alert[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { assetId } of members) {
    const kind = map.site.find(assetId)?.kind ?? 'unknown';
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
