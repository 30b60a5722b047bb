import { createContext, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { timeFormat } from './time-format.js';
import type { TimeFormat } from './time-format.js';

const storageName = 'plenum-time-zone';
const localZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

interface TimeZone extends TimeFormat {
  readonly isUtc: boolean;
  readonly toggleUtc: () => void;
}

const TimeZoneContext = createContext<TimeZone | undefined>(undefined);

/** The zone that all times are shown in: the operator's own, or UTC when they say so; remembered by the browser. */
export function TimeZoneProvider({ children }: { children: ReactNode }) {
  const [isUtc, setUtc] = useState(() => localStorage.getItem(storageName) === 'utc');
  const zone = useMemo(
    () => ({
      ...timeFormat(isUtc ? 'Etc/UTC' : localZone),
      isUtc,
      toggleUtc: () => {
        localStorage.setItem(storageName, isUtc ? 'local' : 'utc');
        setUtc(!isUtc);
      },
    }),
    [isUtc],
  );
  return <TimeZoneContext value={zone}>{children}</TimeZoneContext>;
}

export function useTimeZone(): TimeZone {
  const zone = useContext(TimeZoneContext);
  if (!zone) throw new Error('BUG: times are shown inside TimeZoneProvider');
  return zone;
}

/** An instant for people and, in `datetime`, for machines. */
export function Instant({ at }: { at: string }) {
  return (
    <time dateTime={at} className="number">
      {useTimeZone().instant(at)}
    </time>
  );
}
