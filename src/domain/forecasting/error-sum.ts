/** Squared and absolute errors so far. Errors that are no numbers count nowhere, such as those of steps without a reading. */
export class ErrorSum {
  #squares = 0;
  #magnitudes = 0;
  #count = 0;

  add(error: number): void {
    if (Number.isNaN(error)) return;
    this.#squares += error * error;
    this.#magnitudes += Math.abs(error);
    this.#count += 1;
  }

  /** The errors of each step of a forecast. */
  addWindow(forecast: Float64Array, truth: Float64Array): void {
    for (let step = 0; step < forecast.length; step++) this.add((truth[step] ?? NaN) - (forecast[step] ?? NaN));
  }

  /** Mean squared error; NaN if there was none. */
  get mse(): number {
    return this.#squares / this.#count;
  }

  /** Mean absolute error; NaN if there was none. */
  get mae(): number {
    return this.#magnitudes / this.#count;
  }
}
