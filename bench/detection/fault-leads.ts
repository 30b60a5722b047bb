import type { FaultOutcome } from './fault-trials.js';
import { median } from './median.js';

/** How soon one kind of fault is told of anywhere on the site: medians in simulated seconds, infinite when less than half were. */
interface FaultLead {
  readonly trials: number;
  /** Were there no residuals. */
  readonly plainSeconds: number;
  readonly withResidualsSeconds: number;
  /** Median by which the first alert is earlier for residuals; at least so much where the plain series said nothing. */
  readonly earlierSeconds: number;
}

/** What residuals add to plain series, for each kind of fault. */
export function faultLeads(outcomes: readonly FaultOutcome[]): Readonly<Record<string, FaultLead>> {
  const kinds = [...new Set(outcomes.map(kindOf))];
  return Object.fromEntries(
    kinds.map((kind) => [kind, leadOf(outcomes.filter((outcome) => kindOf(outcome) === kind))]),
  );
}

/** A kind of fault as the figures tell it apart. */
export function kindOf({ plan: { kind, metric = '', magnitude } }: FaultOutcome): string {
  return [kind, metric, magnitude === undefined ? '' : `${magnitude}/h`].join(' ').trim();
}

function leadOf(trials: readonly FaultOutcome[]): FaultLead {
  const medianOf = (seconds: (outcome: FaultOutcome) => number) => median(trials.map(seconds));
  return {
    trials: trials.length,
    plainSeconds: medianOf(({ plainSeconds }) => plainSeconds),
    withResidualsSeconds: medianOf(firstSeconds),
    earlierSeconds: medianOf((outcome) => {
      const { plainSeconds, plan } = outcome;
      const upTo = (seconds: number) => Math.min(seconds, plan.waitSeconds);
      return upTo(plainSeconds) - upTo(firstSeconds(outcome));
    }),
  };
}

const firstSeconds = ({ plainSeconds, residualSeconds }: FaultOutcome): number =>
  Math.min(plainSeconds, residualSeconds);
