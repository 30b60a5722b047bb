import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import type { Matchers } from '../../../src/http/quiet/silences.schema.js';
import { literalPattern } from '../quiet/literal-pattern.js';

/** Kinds that hold others: one of them as an asset of a silence would cover all that stands in it. */
const containers = ['site', 'room', 'row'];

/**
 * The conditions under which an incident is silent: its places, a rack for all that stands in it, so that what is hit next is
 * silent, too. An alert of a room must not make the whole room silent; it is covered only where nothing else is hit.
 */
export function silenceOfIncident({ members, affected }: IncidentDetailOut): Matchers {
  const kinds = affected.filter(({ kind }) => containers.includes(kind));
  const wide = new Set(kinds.flatMap(({ assets }) => assets));
  const places = new Set(members.map((alert) => alert.rack ?? alert.assetId).filter((id) => !wide.has(id)));
  if (places.size > 0) return { asset: [...places].map(literalPattern) };
  return { asset: [...wide].map(literalPattern), assetKind: kinds.map(({ kind }) => kind) };
}
