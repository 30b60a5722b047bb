import type { Page } from '../api/endpoints.js';
import type { Pages } from '../api/use-pages.js';
import { useAction } from '../api/use-action.js';
import { Problem } from './notice.js';

/** The button below a list that has another page. */
export function LoadMore<T, P extends Page<T>>({ pages }: { pages: Pages<T, P> }) {
  const { busy, run } = useAction(pages.loadMore);
  if (!pages.hasMore) return null;
  return (
    <div className="load-more">
      <Problem problem={pages.moreProblem} />
      <button type="button" disabled={busy} onClick={run}>
        {busy ? 'Loading …' : 'Load more'}
      </button>
    </div>
  );
}
