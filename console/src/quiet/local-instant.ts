/**
 * The instant of a `datetime-local` input (`2026-03-01T14:30`) in the zone that the console shows: the browser's own or UTC.
 * Undefined as long as the input is not filled in.
 */
export function instantOf(text: string, isUtc: boolean): Date | undefined {
  const at = new Date(isUtc ? `${text}Z` : text);
  return text === '' || Number.isNaN(at.getTime()) ? undefined : at;
}

/** What the input must hold to mean this instant, to the minute. */
export function inputTextOf(at: Date, isUtc: boolean): string {
  const shifted = isUtc ? at : new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
