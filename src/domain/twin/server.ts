import { airHeatCapacity } from './air.js';
import { Gpu, type GpuDesign } from './gpu.js';
import { type Noise, Swing } from './noise.js';
import { clamp, lag, type Stateful } from './stateful.js';
import type { WorkloadDemand } from './it-load.js';

export interface ServerDesign {
  readonly id: string;
  /** Without GPUs. */
  readonly idlePowerW: number;
  readonly maxPowerW: number;
  readonly gpus: number;
  readonly gpu: GpuDesign;
  /** Its place in the rack's height, 0 at the bottom and 1 at the top. */
  readonly height: number;
  /** Share of its power from feed A while both feeds live. */
  readonly shareOfFeedA: number;
  /** How much more or less than its workload's average it carries. */
  readonly skew: number;
}

/** Air gets this much warmer at full power and full fan speed; sizes the fans. */
const fullLoadRiseK = 8.5;
const fanShareOfMaxPower = 0.06;
const tripInletC = 50;
const restartInletC = 35;

/** A server: utilisation to power, power to heat in its air stream, fans that follow inlet and load. */
export class Server implements Stateful {
  utilisation = 0.2;
  memoryUtilisation = 0.4;
  /** At the plug: idle, dynamic, GPUs and fans. */
  powerW: number;
  /** Given to the air; lags behind power as metal warms up. */
  heatW: number;
  fanSpeed = 0.5;
  inletC = 20;
  outletC = 30;
  powered = true;
  readonly gpus: readonly Gpu[];
  readonly maxAirflowM3PerS: number;
  #storedJ = 0;
  #tripped = 0;
  readonly #swing = new Swing(0.025, 180);

  constructor(
    readonly design: ServerDesign,
    private readonly workloads: readonly WorkloadDemand[],
  ) {
    this.gpus = Array.from({ length: design.gpus }, () => new Gpu(design.gpu));
    this.maxAirflowM3PerS = this.#fullPowerW / (airHeatCapacity * fullLoadRiseK);
    this.powerW = design.idlePowerW;
    this.heatW = design.idlePowerW;
  }

  /** A stopped server still lets a little air through. */
  get airflowM3PerS(): number {
    return this.maxAirflowM3PerS * Math.max(0.02, this.fanSpeed);
  }

  /** Heat in its metal above that at the start, J. */
  get storedJ(): number {
    return this.#storedJ;
  }

  /** Takes the demand of its workloads; once a step. `extra` is utilisation added by a runaway job. */
  demand(seconds: number, noise: Noise, extra: number): void {
    let level = 0;
    for (const workload of this.workloads) level += workload.level / this.workloads.length;
    const asked = Math.max(0.02, level * this.design.skew) + extra;
    this.utilisation = clamp(asked + this.#swing.advance(seconds, noise), 0, 1);
    this.memoryUtilisation += (0.3 + 0.4 * clamp(asked, 0, 1) - this.memoryUtilisation) * lag(seconds, 900);
    for (const gpu of this.gpus) gpu.demand(clamp(asked, 0, 1), seconds, noise);
  }

  /** Holds its GPUs to this share of their dynamic power. */
  limitGpus(share: number): void {
    for (const gpu of this.gpus) gpu.powerLimit = share;
  }

  /** Runs for a while at one inlet temperature. `fed` says whether a power feed lives. */
  advance(seconds: number, inletC: number, fed: boolean): void {
    this.inletC = inletC;
    // Firmware switches off at a dangerous inlet temperature and stays off until it is cool again.
    if (inletC > tripInletC) this.#tripped = 1;
    else if (inletC < restartInletC) this.#tripped = 0;
    this.powered = fed && this.#tripped === 0;
    if (!this.powered) this.utilisation = 0;
    for (const gpu of this.gpus) gpu.advance(seconds, inletC, this.powered);
    this.outletC = inletC + this.heatW / (airHeatCapacity * this.airflowM3PerS);
    this.powerW = this.powered ? this.#electricalPowerW() : 0;
    const released = this.heatW + (this.powerW - this.heatW) * lag(seconds, 90);
    this.#storedJ += (this.powerW - this.heatW) * seconds;
    this.heatW = released;
    this.fanSpeed += (this.#fanTarget() - this.fanSpeed) * lag(seconds, 20);
  }

  save(): number[] {
    const { utilisation, memoryUtilisation, powerW, heatW, fanSpeed, inletC, outletC } = this;
    const own = [
      utilisation,
      memoryUtilisation,
      powerW,
      heatW,
      fanSpeed,
      inletC,
      outletC,
      this.#storedJ,
      this.#tripped,
    ];
    return [...own, ...this.#swing.save(), ...this.gpus.flatMap((gpu) => gpu.save())];
  }

  restore(saved: readonly number[]): void {
    [
      this.utilisation = this.utilisation,
      this.memoryUtilisation = this.memoryUtilisation,
      this.powerW = this.powerW,
      this.heatW = this.heatW,
      this.fanSpeed = this.fanSpeed,
      this.inletC = this.inletC,
      this.outletC = this.outletC,
      this.#storedJ = this.#storedJ,
      this.#tripped = this.#tripped,
    ] = saved;
    this.#swing.restore(saved.slice(9, 10));
    this.gpus.forEach((gpu, i) => gpu.restore(saved.slice(10 + 5 * i, 15 + 5 * i)));
  }

  get #fullPowerW(): number {
    return this.design.maxPowerW + this.design.gpus * this.design.gpu.maxPowerW;
  }

  /**
   * CPU part after Fan, Weber and Barroso, "Power provisioning for a warehouse-sized computer" (ISCA 2007): idle plus
   * dynamic times (2u - u^1.4). Fans by the affinity laws, cubic in speed. Leakage grows by 0.4 % a kelvin of inlet.
   */
  #electricalPowerW(): number {
    const { idlePowerW, maxPowerW } = this.design;
    const u = this.utilisation;
    const dynamic = (maxPowerW - idlePowerW) * (2 * u - u ** 1.4);
    const leakage = 1 + 0.004 * clamp(this.inletC - 22, -10, 25);
    let gpuW = 0;
    for (const gpu of this.gpus) gpuW += gpu.powerW;
    return idlePowerW + dynamic * leakage + gpuW + fanShareOfMaxPower * maxPowerW * this.fanSpeed ** 3;
  }

  /** Speed over load, plus a ramp above 24 °C at the inlet. */
  #fanTarget(): number {
    if (!this.powered) return 0;
    return clamp(0.3 + 0.32 * (this.powerW / this.#fullPowerW) + 0.045 * Math.max(0, this.inletC - 24), 0.3, 1);
  }
}
