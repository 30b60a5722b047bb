import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import type { Severity } from '../alerts/severity.js';

export type Redundancy = IncidentOut['redundancy'][number];

/** What is left of a supply, for people: the verdict, and what it rests on. */
export interface RedundancyText {
  readonly verdict: string;
  readonly detail: string;
  readonly level: Severity;
}

export function redundancyText(left: Redundancy): RedundancyText {
  return left.kind === 'cooling' ? coolingText(left) : powerText(left);
}

function coolingText({ zone, working, needed, total }: Extract<Redundancy, { kind: 'cooling' }>): RedundancyText {
  const detail = `${working} of ${total} CRAHs of ${zone} ${working === 1 ? 'works' : 'work'}`;
  if (working < needed)
    return { verdict: 'Too little cooling', detail: `${detail}, ${needed} needed`, level: 'critical' };
  if (working === needed) return { verdict: 'No spare cooling', detail, level: 'warning' };
  return { verdict: `${working - needed} CRAH spare`, detail, level: 'info' };
}

function powerText(left: Extract<Redundancy, { kind: 'power' }>): RedundancyText {
  const detail = `lost: ${left.lostFeeds.join(', ')}`;
  if (left.racksWithoutPower > 0) {
    return { verdict: `${racks(left.racksWithoutPower)} without power`, detail, level: 'critical' };
  }
  return { verdict: `${racks(left.racksOnOneFeed)} on one feed`, detail, level: 'warning' };
}

function racks(count: number): string {
  return count === 1 ? '1 rack' : `${count} racks`;
}
