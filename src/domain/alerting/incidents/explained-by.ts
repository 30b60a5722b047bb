import type { AlertGroup } from './alert-group.js';
import type { CausalMap } from './causal-map.js';
import { relationOf } from './relation.js';
import { isTimely } from './timeliness.js';
import { strongestWitness } from './witness.js';

/**
 * Whether another group's cause explains this one: this one's cause is the same asset or depends on it. A cause that
 * only behaves unusually explains nothing: a chiller that carries less in two halls has not broken either of them.
 */
export function isExplainedBy(map: CausalMap, group: AlertGroup, other: AlertGroup): boolean {
  if (group.simulated !== other.simulated) return false;
  const ofCause = other.members.filter(({ assetId }) => assetId === other.causeAssetId);
  if (strongestWitness(ofCause) === 'changed') return false;
  const symptom = group.members.find(({ assetId }) => assetId === group.causeAssetId);
  if (!symptom) return false;
  const relation = relationOf(map, other.causeAssetId, symptom);
  return (relation === 'same' || relation === 'downstream') && isTimely(map, other, symptom, relation);
}
