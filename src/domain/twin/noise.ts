import type { Stateful } from './stateful.js';

/**
 * Seeded random numbers: the small fast counter generator `sfc32` (Doty-Humphrey, PractRand), period at least 2^32.
 * The same seed and stream give the same numbers on every machine.
 */
export class Noise implements Stateful {
  #a: number;
  #b: number;
  #c = 1;
  #counter = 1;
  /** Second number of a Box-Muller pair; NaN when there is none. */
  #spare = Number.NaN;

  /** `stream` separates uses of one seed, so that one more reader of the first does not shift the second. */
  constructor(seed: number, stream: string) {
    this.#a = seed | 0;
    this.#b = hash(stream);
    for (let i = 0; i < 16; i += 1) this.uniform();
  }

  /** Evenly distributed in [0, 1). */
  uniform(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  /** Standard normal, by the Box-Muller transform. */
  gaussian(): number {
    if (!Number.isNaN(this.#spare)) {
      const spare = this.#spare;
      this.#spare = Number.NaN;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  save(): number[] {
    const state = [this.#a, this.#b, this.#c, this.#counter];
    return Number.isNaN(this.#spare) ? state : [...state, this.#spare];
  }

  restore(saved: readonly number[]): void {
    [this.#a = this.#a, this.#b = this.#b, this.#c = this.#c, this.#counter = this.#counter, this.#spare = Number.NaN] =
      saved;
  }
}

/**
 * A random swing around zero that forgets itself within its time constant (Ornstein-Uhlenbeck process), in the exact
 * discretisation: its spread does not depend on the step.
 */
export class Swing implements Stateful {
  value = 0;

  constructor(
    private readonly deviation: number,
    private readonly timeConstantSeconds: number,
  ) {}

  advance(seconds: number, noise: Noise): number {
    const kept = Math.exp(-seconds / this.timeConstantSeconds);
    this.value = this.value * kept + this.deviation * Math.sqrt(1 - kept * kept) * noise.gaussian();
    return this.value;
  }

  save(): number[] {
    return [this.value];
  }

  restore(saved: readonly number[]): void {
    [this.value = this.value] = saved;
  }
}

/** FNV-1a over UTF-16 units; spreads names over 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value | 0;
}
