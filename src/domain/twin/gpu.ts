import type { Noise } from './noise.js';
import { Swing } from './noise.js';
import { clamp, lag, type Stateful } from './stateful.js';

export interface GpuDesign {
  readonly idlePowerW: number;
  readonly maxPowerW: number;
}

/** Kelvin that a die at full power is above the air of its clean heat sink. */
const fullLoadRiseK = 41;
/** Air is this much warmer at the heat sink than at the server's inlet. */
const preheatK = 4;
/** Above it firmware slows the clock down until the die holds it; NVIDIA's data sheets give 83 to 90 °C. */
const slowdownC = 87;
const boostHz = 1.98e9;
const slowestShare = 0.15;

/**
 * One accelerator: power linear in utilisation and, for what is above idling, in the square of the clock; die temperature
 * by a thermal resistance to the server's inlet.
 */
export class Gpu implements Stateful {
  utilisation = 0;
  memoryUtilisation = 0.3;
  powerW: number;
  temperatureC = 40;
  /** Of its streaming multiprocessors; 0 when it is off. */
  clockHz = boostHz;
  readonly #swing = new Swing(0.03, 120);

  constructor(private readonly design: GpuDesign) {
    this.powerW = design.idlePowerW;
  }

  demand(level: number, seconds: number, noise: Noise): void {
    this.utilisation = clamp(level + this.#swing.advance(seconds, noise), 0, 1);
    this.memoryUtilisation += (0.15 + 0.7 * level - this.memoryUtilisation) * lag(seconds, 60);
  }

  /** `heatResistance` is that of its heat sink in multiples of a clean one. */
  advance(seconds: number, inletC: number, powered: boolean, heatResistance = 1): void {
    const { idlePowerW, maxPowerW } = this.design;
    const airC = inletC + preheatK;
    const riseKPerW = (fullLoadRiseK * heatResistance) / maxPowerW;
    const asked = (maxPowerW - idlePowerW) * this.utilisation;
    const share = clockShare(asked, (slowdownC - airC) / riseKPerW - idlePowerW);
    this.clockHz = powered ? boostHz * share : 0;
    this.powerW = powered ? idlePowerW + asked * share ** 2 : 0;
    // With the heat sink's lag of half a minute.
    const target = airC + riseKPerW * this.powerW;
    this.temperatureC += (target - this.temperatureC) * lag(seconds, 30);
  }

  save(): number[] {
    return [this.utilisation, this.memoryUtilisation, this.powerW, this.temperatureC, ...this.#swing.save()];
  }

  restore(saved: readonly number[]): void {
    [
      this.utilisation = this.utilisation,
      this.memoryUtilisation = this.memoryUtilisation,
      this.powerW = this.powerW,
      this.temperatureC = this.temperatureC,
    ] = saved;
    this.#swing.restore(saved.slice(4));
  }
}

/** Share of the boost clock at which a dynamic power of `askedW` becomes the `allowedW` that the heat sink takes away. */
function clockShare(askedW: number, allowedW: number): number {
  if (askedW <= allowedW) return 1;
  return clamp(Math.sqrt(Math.max(0, allowedW) / askedW), slowestShare, 1);
}
