import { useTimeZone } from '../format/time-zone.js';
import { useLiveStatus } from '../live/live-context.js';
import { useSite } from '../site/site-context.js';

const titles = { connecting: 'Connecting', live: 'Live', lost: 'Reconnecting' } as const;

/** Whether what is seen is live, and the time of the newest point. */
export function ConnectionState() {
  const { state, reason } = useLiveStatus();
  const { newestAt } = useSite();
  const { clock } = useTimeZone();
  return (
    <span
      className={`connection connection-${state}`}
      role="status"
      title={reason ?? 'Time of the newest point received'}
    >
      <span className="dot" aria-hidden="true" />
      {titles[state]}
      {newestAt !== undefined && <span className="number">{clock(newestAt)}</span>}
    </span>
  );
}
