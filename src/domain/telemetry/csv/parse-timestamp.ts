const calendar =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const epoch = /^-?\d+(?:\.\d+)?$/;

/** Numbers below this are epoch seconds (until the year 5138), from here on epoch ms (since 1973). */
const firstMs = 1e11;
/** No recording is from after the year 5138: a greater number is in microseconds or is no time at all. */
const endOfMs = 1e14;

/**
 * The epoch ms of a time as recorders write it: ISO 8601 (date alone, `T` or blank before the time, with or without
 * seconds, fraction and zone) or an epoch number in seconds or ms, told apart by magnitude. A time without a zone is UTC.
 * Undefined when the text is no such time, also when it names a day that does not exist.
 */
export function parseTimestamp(text: string): number | undefined {
  const trimmed = text.trim();
  return epoch.test(trimmed) ? fromEpoch(Number(trimmed)) : fromCalendar(trimmed);
}

function fromEpoch(value: number): number | undefined {
  const magnitude = Math.abs(value);
  if (magnitude >= endOfMs) return undefined;
  return Math.round(magnitude < firstMs ? value * 1000 : value);
}

function fromCalendar(text: string): number | undefined {
  const match = calendar.exec(text);
  if (!match) return undefined;
  const field = (index: number) => Number(match[index] ?? '0');
  const [year, month, day, hour, minute, second] = [field(1), field(2), field(3), field(4), field(5), field(6)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  // Date rolls the 30th of February over into March; a recorder that wrote it is not to be trusted.
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return undefined;
  const offsetMs = zoneOffsetMs(match[8] ?? 'Z');
  if (offsetMs === undefined) return undefined;
  const ofDayMs = ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(Number(`0.${match[7] ?? '0'}`) * 1000);
  return midnight.getTime() + ofDayMs - offsetMs;
}

/** East of Greenwich is positive. */
function zoneOffsetMs(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
