import { DomainError } from '../errors.js';

/** A fitted forecaster as plain data. `settings` is JSON; the weights are apart, since they are many. */
export interface SavedForecaster {
  /** Name in the catalogue. */
  readonly forecaster: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly arrays: Readonly<Record<string, Float64Array>>;
}

/** Reads what was saved, checking each part. Whatever is not as expected is `incompatible_data`. */
export class SavedReader {
  constructor(
    private readonly saved: SavedForecaster,
    forecaster: string,
  ) {
    if (saved.forecaster !== forecaster) throw this.#broken(`is a ${saved.forecaster}, not a ${forecaster}`);
  }

  /** A finite number. */
  number(name: string): number {
    const value = this.saved.settings[name];
    if (typeof value !== 'number' || !Number.isFinite(value)) throw this.#broken(`has no number ${name}`);
    return value;
  }

  /** A list of finite numbers. */
  numbers(name: string): readonly number[] {
    const value = this.saved.settings[name];
    if (!Array.isArray(value)) throw this.#broken(`has no list ${name}`);
    return value.map((entry: unknown) => {
      if (typeof entry !== 'number' || !Number.isFinite(entry)) throw this.#broken(`has no number in ${name}`);
      return entry;
    });
  }

  /** A list of texts. */
  texts(name: string): readonly string[] {
    const value = this.saved.settings[name];
    if (!Array.isArray(value)) throw this.#broken(`has no list ${name}`);
    return value.map((entry: unknown) => {
      if (typeof entry !== 'string') throw this.#broken(`has no text in ${name}`);
      return entry;
    });
  }

  /** Weights of exactly this length, all finite. */
  array(name: string, length: number): Float64Array {
    const values = this.saved.arrays[name];
    if (values?.length !== length) throw this.#broken(`has no ${length} weights ${name}`);
    if (!values.every(Number.isFinite)) throw this.#broken(`has a weight in ${name} that is no number`);
    return values;
  }

  #broken(problem: string): DomainError {
    return new DomainError('incompatible_data', `the saved forecaster ${problem}`);
  }
}
