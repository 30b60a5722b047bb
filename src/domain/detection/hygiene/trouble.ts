import type { StateReader, StateWriter } from '../state-bytes.js';

/** Trouble that has lasted this long is kept out of learning: it is about to be an alert, and so a member of an incident. */
const LASTS_MS = 60_000;
/** After this long without an anomalous point it is over: recovery is no more the usual than the fault was. */
export const CALM_MS = 5 * 60_000;
/** For no longer than this, unless an operator says that it is real: what lasts may be the new normal. */
export const LONGEST_MS = 86_400_000;
/** The same line as that of alerts: noise at the threshold is neither trouble nor calm. */
const CALM_BELOW = 0.8;

/**
 * One stretch of anomalous points of a series, as far as learning is concerned. It goes by the scores alone, so the same
 * points make the same trouble in any process and after any crash; the incident that the alert belongs to is known only
 * seconds later.
 */
export class Trouble {
  /** An operator has said that this is a fault: it is kept out of learning until it is over. */
  isReal = false;
  #lastAnomalousAt: number;

  constructor(private readonly since: number) {
    this.#lastAnomalousAt = since;
  }

  /** Takes the next point. False once the trouble is over. */
  goesOn(at: number, score: number): boolean {
    if (score >= 1) {
      this.#lastAnomalousAt = at;
      return true;
    }
    return score >= CALM_BELOW || (this.#lasts && at - this.#lastAnomalousAt < CALM_MS);
  }

  /** Whether a point at this time stays out of learning. */
  excludes(at: number): boolean {
    return this.isReal || (this.#lasts && at - this.since < LONGEST_MS);
  }

  save(writer: StateWriter): void {
    for (const value of [this.since, this.#lastAnomalousAt, this.isReal ? 1 : 0]) writer.float64(value);
  }

  static loaded(reader: StateReader): Trouble {
    const trouble = new Trouble(reader.float64());
    trouble.#lastAnomalousAt = reader.float64();
    trouble.isReal = reader.float64() === 1;
    return trouble;
  }

  get #lasts(): boolean {
    return this.#lastAnomalousAt - this.since >= LASTS_MS;
  }
}
