const hourMs = 3_600_000;

/** How far a zone's local time is ahead of UTC (ms) at an instant; whole minutes. */
export class UtcOffset {
  readonly #format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  }

  at(epochMs: number): number {
    const name = this.#format.formatToParts(epochMs).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
    const match = /GMT(?<sign>[+-])(?<hours>\d\d):(?<minutes>\d\d)/.exec(name);
    if (!match?.groups) return 0;
    const { sign, hours, minutes } = match.groups;
    return (sign === '-' ? -1 : 1) * (Number(hours) + Number(minutes) / 60) * hourMs;
  }
}
