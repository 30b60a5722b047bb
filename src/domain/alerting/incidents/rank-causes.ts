import type { Alert } from '../alert.js';
import { isNearerToOrigin } from '../../telemetry/events/event-entity.js';
import type { CausalMap } from './causal-map.js';
import type { CauseCandidate } from './incident-report.js';
import { strongestWitness, type Witness } from './witness.js';

/** Readings of one moment reach us up to this far apart: what begins within it begins at the same time. */
const SAME_MOMENT_MS = 30_000;
/** Besides suppliers, which may be causes of others, so many of the earliest assets are weighed. */
const EARLIEST = 10;
/**
 * A peer or a supplier of the candidate is explained by it in part: it may feel the lost load. So is where the same events
 * come from by where they hit.
 */
const PARTLY = 0.5;
/** A peak score at which half of that part of the score is given; 3 is what alert rules call strong. */
const STRONG_SCORE = 3;

/** How much an asset's own trouble speaks for it being the cause. */
const witnessWeights: Readonly<Record<Witness, number>> = { failed: 1, degraded: 0.7, changed: 0.3 };
const weights = { coverage: 0.5, precedence: 0.35, peak: 0.15 };

/** The alerts of one asset in an incident, summed up. */
interface AssetTrouble {
  readonly assetId: string;
  readonly alerts: readonly Alert[];
  readonly onset: number;
  readonly peakScore: number;
  readonly witness: Witness;
}

/**
 * Which of the affected assets is the cause, the most likely first: an asset on which much of the trouble depends
 * (topology), that was troubled before the others (onset order), and that is far off what is expected (score). All of
 * it counts by what the asset's own alerts say: one that failed explains more than one that does more than usual.
 */
export function rankCauses(map: CausalMap, members: readonly Alert[]): readonly CauseCandidate[] {
  const troubles = troublesOf(members);
  return worthWeighing(map, troubles)
    .map((trouble) => weigh(map, trouble, troubles))
    .sort((left, right) => right.score - left.score || (left.assetId < right.assetId ? -1 : 1));
}

function troublesOf(members: readonly Alert[]): readonly AssetTrouble[] {
  const byAsset = new Map<string, Alert[]>();
  for (const alert of members) {
    const known = byAsset.get(alert.assetId);
    if (known) known.push(alert);
    else byAsset.set(alert.assetId, [alert]);
  }
  return [...byAsset].map(([assetId, alerts]) => ({
    assetId,
    alerts,
    onset: Math.min(...alerts.map(({ startsAt }) => startsAt)),
    peakScore: Math.max(...alerts.map(({ peakScore }) => peakScore)),
    witness: strongestWitness(alerts),
  }));
}

/** In a storm of thousands nearly all are consumers, which explain nothing but themselves. */
function worthWeighing(map: CausalMap, troubles: readonly AssetTrouble[]): readonly AssetTrouble[] {
  const earliest = new Set([...troubles].sort((left, right) => left.onset - right.onset).slice(0, EARLIEST));
  return troubles.filter((trouble) => earliest.has(trouble) || map.mediumOf(trouble.assetId) !== 'containment');
}

function weigh(map: CausalMap, trouble: AssetTrouble, troubles: readonly AssetTrouble[]): CauseCandidate {
  const { assetId, alerts, onset, peakScore, witness } = trouble;
  // What is measured on a room or a site is a sum over the others and must be explained by none.
  const affected = troubles.filter((other) => other === trouble || !map.isContainer(other.assetId));
  const others = affected.filter((other) => other !== trouble);
  const sameEvents = new Set(others.filter((other) => map.events.areIn(alerts, other.alerts)));
  const hit = [...sameEvents].filter((other) => isNearerToOrigin(assetId, other.assetId));
  const dependants = others.filter((other) => map.reaches(assetId, other.assetId));
  const partly = others.filter((other) => isPartlyExplained(map, assetId, other.assetId));
  const explained = dependants.length + hit.length + PARTLY * (partly.length + sameEvents.size - hit.length);
  const coverage = Math.min(1, (1 + explained) / affected.length);
  // Counts of the same events begin together, whichever leaves its band first.
  const notBefore = others.filter((other) => other.onset >= onset - SAME_MOMENT_MS || sameEvents.has(other)).length;
  const precedence = others.length === 0 ? 1 : notBefore / others.length;
  const peak = peakScore / (peakScore + STRONG_SCORE);
  const score =
    witnessWeights[witness] * (weights.coverage * coverage + weights.precedence * precedence + weights.peak * peak);
  const reasons = [
    ...(dependants.length > 0 ? [`${dependants.length} of ${others.length} other affected assets depend on it`] : []),
    ...(partly.length > 0 ? [`${partly.length} may feel that it carries less or more`] : []),
    ...(sameEvents.size > 0 ? [`the same events are counted at ${sameEvents.size} of ${others.length} others`] : []),
    ...(others.length > 0 ? [onsetReason(precedence)] : []),
    witnessReasons[witness],
  ];
  return { assetId, score, coverage, precedence, peak, witness, reasons };
}

function isPartlyExplained(map: CausalMap, cause: string, id: string): boolean {
  return !map.reaches(cause, id) && (map.reaches(id, cause) || map.shareLoad(cause, id));
}

const witnessReasons: Readonly<Record<Witness, string>> = {
  failed: 'it has ceased to work',
  degraded: 'it does its work worse than it should',
  changed: 'it does something unusual, which may be an effect',
};

function onsetReason(precedence: number): string {
  if (precedence === 1) return 'nothing else was in trouble before it';
  return `its trouble began before or with that of ${Math.round(precedence * 100)} % of the others`;
}
