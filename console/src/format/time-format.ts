/** Writes instants in one time zone, always with a 24 hour clock. */
export interface TimeFormat {
  /** The zone's name for people, such as `UTC` or `Europe/Oslo`. */
  readonly zoneName: string;
  /** For `Intl` and the charts. */
  readonly timeZone: string;
  /** `24 Nov 05:49:12` */
  readonly instant: (at: string | number) => string;
  /** `05:49:12` */
  readonly clock: (at: string | number) => string;
  /** Axis label: a date at midnight, seconds only where the ticks are closer than a minute. */
  readonly tick: (at: number, spacingMs: number) => string;
}

export function timeFormat(timeZone: string): TimeFormat {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, day: '2-digit', month: 'short' });
  const minute = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const second = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const clock = (at: string | number) => second.format(new Date(at));
  return {
    zoneName: timeZone === 'Etc/UTC' ? 'UTC' : timeZone,
    timeZone,
    clock,
    instant: (at) => `${day.format(new Date(at))} ${clock(at)}`,
    tick: (at, spacingMs) => {
      if (spacingMs >= 86_400_000 || minute.format(at) === '00:00') return day.format(at);
      return spacingMs < 60_000 ? second.format(at) : minute.format(at);
    },
  };
}
