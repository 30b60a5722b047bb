import { useState } from 'react';
import { formatDuration } from '../format/duration.js';
import { useTimeZone } from '../format/time-zone.js';
import { useLiveStatus } from '../live/live-context.js';
import { useSite } from '../site/site-context.js';
import { useRepeat } from '../ui/use-repeat.js';

const titles = { connecting: 'Connecting', live: 'Live', lost: 'Reconnecting' } as const;
/** Telemetry is late by sampling and by transport; more than this is worth telling. */
const lateAfterMs = 2 * 60_000;

/** Whether what is seen is live, how far it is off the present, and the time of the newest point. */
export function ConnectionState() {
  const { state, reason } = useLiveStatus();
  const { newestAt } = useSite();
  const { clock, instant } = useTimeZone();
  const [now, setNow] = useState(() => Date.now());
  useRepeat(1_000, () => setNow(Date.now()));
  const behindMs = newestAt === undefined ? 0 : now - newestAt;
  const isBehind = state === 'live' && behindMs > lateAfterMs;
  return (
    <span
      className={`connection connection-${isBehind ? 'behind' : state}`}
      role="status"
      title={reason ?? (newestAt === undefined ? undefined : `Newest point: ${instant(newestAt)}`)}
    >
      <span className="dot" aria-hidden="true" />
      {isBehind ? `${formatDuration(behindMs)} behind` : titles[state]}
      {state === 'live' && behindMs < -lateAfterMs && (
        <span className="number connection-ahead" title="The twin’s clock has run ahead">
          ({formatDuration(-behindMs)} ahead)
        </span>
      )}
      {newestAt !== undefined && <span className="number">{clock(newestAt)}</span>}
    </span>
  );
}
