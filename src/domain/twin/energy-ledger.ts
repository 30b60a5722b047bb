import type { Plant } from './plant.js';

/** Energy that has passed each border of the plant since the ledger was opened, J, and what is stored in between. */
export interface EnergyBalance {
  readonly itJ: number;
  readonly crahFansJ: number;
  readonly coilsJ: number;
  readonly chilledPumpsJ: number;
  readonly condenserPumpsJ: number;
  readonly compressorsJ: number;
  readonly rejectedJ: number;
  /** Gain of servers and air, and of the water loops. */
  readonly storedInHallsJ: number;
  readonly storedInWaterJ: number;
}

/** Keeps the books that prove the twin conserves energy: IT and fan heat = coils + storage, coils and work = tower + storage. */
export class EnergyLedger {
  #itJ = 0;
  #crahFansJ = 0;
  #coilsJ = 0;
  #chilledPumpsJ = 0;
  #condenserPumpsJ = 0;
  #compressorsJ = 0;
  #rejectedJ = 0;
  readonly #hallsAtStartJ: number;
  readonly #waterAtStartJ: number;

  constructor(private readonly plant: Plant) {
    this.#hallsAtStartJ = this.#inHallsJ();
    this.#waterAtStartJ = plant.chillers.storedJ;
  }

  book(seconds: number): void {
    const { chillers, power, crahs } = this.plant;
    this.#itJ += power.itPowerW * seconds;
    for (const crah of crahs) {
      this.#crahFansJ += crah.fanPowerW * seconds;
      this.#coilsJ += crah.coolingW * seconds;
    }
    this.#chilledPumpsJ += chillers.chilledPumpW * seconds;
    this.#condenserPumpsJ += chillers.condenserPumpW * seconds;
    this.#compressorsJ += chillers.chillerPowerW * seconds;
    this.#rejectedJ += chillers.heatRejectedW * seconds;
  }

  balance(): EnergyBalance {
    return {
      itJ: this.#itJ,
      crahFansJ: this.#crahFansJ,
      coilsJ: this.#coilsJ,
      chilledPumpsJ: this.#chilledPumpsJ,
      condenserPumpsJ: this.#condenserPumpsJ,
      compressorsJ: this.#compressorsJ,
      rejectedJ: this.#rejectedJ,
      storedInHallsJ: this.#inHallsJ() - this.#hallsAtStartJ,
      storedInWaterJ: this.plant.chillers.storedJ - this.#waterAtStartJ,
    };
  }

  #inHallsJ(): number {
    const { zones, servers } = this.plant;
    return [...zones, ...servers].reduce((sum, part) => sum + part.storedJ, 0);
  }
}
