import { useTimeZone } from '../format/time-zone.js';
import { useLiveStatus } from '../live/live-context.js';
import { useSite } from '../site/site-context.js';

/** Says across the screen that what is seen is old, so that nobody trusts a picture that stands still. */
export function StaleBanner() {
  const { state } = useLiveStatus();
  const { newestAt } = useSite();
  const { instant } = useTimeZone();
  if (state !== 'lost') return null;
  return (
    <p className="stale" role="alert">
      Not live: the service does not answer.
      {newestAt !== undefined && ` What you see is as of ${instant(newestAt)}.`} Trying again by itself …
    </p>
  );
}
