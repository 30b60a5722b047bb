/** Metal and water follow a change of load with time constants of one to three minutes. */
const MEMORY_SECONDS = 180;

/**
 * Tells steady operation from a change of load, during which energy goes into warming things up and a balance does not hold
 * (steady-state detection before fault detection; Kim, Yoon, Domanski and Payne, "Design of a steady-state detector for
 * fault detection and diagnosis of a residential air conditioner", Int. J. Refrigeration 31, 2008). Steady means that each
 * driver is within a share of its own fading mean.
 */
export class Steadiness {
  readonly #means: number[];

  constructor(private readonly tolerance: number) {
    this.#means = [];
  }

  /** Takes the drivers of the moment, `seconds` after those before; says whether all have been steady. */
  take(drivers: readonly number[], seconds: number): boolean {
    const rate = 1 - Math.exp(-seconds / MEMORY_SECONDS);
    let isSteady = true;
    drivers.forEach((driver, i) => {
      const mean = this.#means[i] ?? driver;
      if (Math.abs(driver - mean) > this.tolerance * Math.abs(mean)) isSteady = false;
      this.#means[i] = mean + rate * (driver - mean);
    });
    return isSteady;
  }

  save(): readonly number[] {
    return this.#means;
  }

  restore(state: readonly number[]): void {
    this.#means.splice(0, this.#means.length, ...state);
  }
}
