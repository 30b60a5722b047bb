import { placeOfAsset } from '../../assets/asset-place.js';
import type { SiteModel } from '../../assets/site-model.js';
import { anyGlobMatcher } from '../../glob.js';
import type { CauseKindName } from '../incidents/cause-kinds.js';
import type { Runbook, RunbookRule } from './runbook.js';
import { standardRunbooks } from './standard-runbooks.js';

/** What to do about a cause: what operators say of it, in the order of their rules, then what is usually done. */
export function runbookFor(
  rules: readonly RunbookRule[],
  cause: { readonly causeKind: CauseKindName; readonly assetId: string },
  site: SiteModel,
): Runbook {
  const own = rules.filter((rule) => isAbout(rule, cause, site));
  const standard = own.some(({ replace }) => replace) ? { steps: [], actions: [] } : standardRunbooks[cause.causeKind];
  return {
    causeKind: cause.causeKind,
    steps: [...own.flatMap(({ steps }) => steps), ...standard.steps],
    actions: standard.actions,
    urls: own.flatMap(({ url }) => url ?? []),
  };
}

function isAbout(
  { match }: RunbookRule,
  { causeKind, assetId }: { readonly causeKind: CauseKindName; readonly assetId: string },
  site: SiteModel,
): boolean {
  const { path, room } = placeOfAsset(site, assetId);
  const fits = (patterns: readonly string[] | undefined, names: readonly string[]) => {
    const matches = anyGlobMatcher(patterns);
    return !matches || names.some(matches);
  };
  return (
    fits(match.cause, [causeKind]) &&
    fits(match.kind, [site.find(assetId)?.kind ?? 'unknown']) &&
    fits(match.asset, path) &&
    fits(match.room, room === undefined ? [] : [room])
  );
}
