import type { HostReading } from './host-reading.js';

interface Previous {
  readonly at: number;
  readonly count: number;
  readonly whole: number;
}

/** Turns readings into values; remembers the previous reading of each counter to get its rate. */
export class ReadingRates {
  readonly #previous = new Map<string, Previous>();

  /**
   * The value of a reading taken at a monotonic time in ms. Undefined for the first reading of a counter and for the
   * first after a reset, because nothing is known about what it counted in between.
   */
  valueOf(reading: HostReading, monotonicMs: number): number | undefined {
    switch (reading.kind) {
      case 'gauge':
        return reading.value;
      case 'counter':
        return this.#rate(reading, monotonicMs);
      case 'share':
        return this.#share(reading, monotonicMs);
    }
  }

  #rate(reading: HostReading & { kind: 'counter' }, at: number): number | undefined {
    const previous = this.#replace(reading, { at, count: reading.count, whole: 0 });
    if (previous === undefined || at <= previous.at) return undefined;
    const increase = reading.count - previous.count;
    const wrapped = increase < 0 && reading.wrapsAt !== undefined ? increase + reading.wrapsAt : increase;
    return wrapped < 0 ? undefined : (wrapped * 1000) / (at - previous.at);
  }

  #share(reading: HostReading & { kind: 'share' }, at: number): number | undefined {
    const previous = this.#replace(reading, { at, count: reading.part, whole: reading.whole });
    if (previous === undefined) return undefined;
    const whole = reading.whole - previous.whole;
    const part = reading.part - previous.count;
    // Linux lets iowait fall back by a tick now and then, which can make a part grow by more than the whole.
    return whole <= 0 || part < 0 ? undefined : Math.min(1, part / whole);
  }

  #replace(reading: HostReading, next: Previous): Previous | undefined {
    const key = `${reading.metric}|${reading.component}`;
    const previous = this.#previous.get(key);
    this.#previous.set(key, next);
    return previous;
  }
}
