import type { Noise } from './noise.js';
import { Swing } from './noise.js';
import { clamp, lag, type Stateful } from './stateful.js';

export interface GpuDesign {
  readonly idlePowerW: number;
  readonly maxPowerW: number;
}

/** One accelerator: power linear in utilisation, die temperature by a thermal resistance to the server's inlet. */
export class Gpu implements Stateful {
  utilisation = 0;
  memoryUtilisation = 0.3;
  powerW: number;
  temperatureC = 40;
  /** Share of its dynamic power that it is held to. */
  powerLimit = 1;
  readonly #swing = new Swing(0.03, 120);

  constructor(private readonly design: GpuDesign) {
    this.powerW = design.idlePowerW;
  }

  demand(level: number, seconds: number, noise: Noise): void {
    this.utilisation = clamp(level + this.#swing.advance(seconds, noise), 0, 1);
    this.memoryUtilisation += (0.15 + 0.7 * level - this.memoryUtilisation) * lag(seconds, 60);
  }

  advance(seconds: number, inletC: number, powered: boolean): void {
    const { idlePowerW, maxPowerW } = this.design;
    const dynamic = Math.min(this.utilisation, this.powerLimit);
    this.powerW = powered ? idlePowerW + (maxPowerW - idlePowerW) * dynamic : 0;
    // 45 K above the inlet at full power, with the heat sink's lag of half a minute.
    const target = inletC + 4 + (41 * this.powerW) / maxPowerW;
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
