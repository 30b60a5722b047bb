import { waterHeatCapacity } from './air.js';
import { clamp, lag, type Stateful } from './stateful.js';

export interface ChillerDesign {
  readonly id: string;
  readonly ratedCoolingW: number;
}

export interface TowerDesign {
  readonly id: string;
  readonly ratedHeatW: number;
  readonly fanPowerW: number;
}

export interface PumpDesign {
  readonly id: string;
  readonly ratedPowerW: number;
}

export interface PlantDesign {
  readonly setpointC: number;
  readonly chillers: readonly ChillerDesign[];
  readonly towers: readonly TowerDesign[];
  readonly chilledWaterPumps: readonly PumpDesign[];
  readonly condenserWaterPumps: readonly PumpDesign[];
}

/** Water goes round both circuits in about two and a half minutes at design flow and a rise of 5 K. */
const loopSeconds = 150;
const designRiseK = 5;
/** The tower makes water this much warmer than the wet bulb at rated heat and full fan speed. */
const designApproachK = 4;
/** Below this the condenser water is not cooled further: chillers need some lift. */
const coldestCondenserC = 18;
/** Latent heat of water near 25 °C, J/kg; and make-up over evaporation at four cycles of concentration. */
const latentHeatJPerKg = 2.44e6;
const makeUpOverEvaporation = 4 / 3;

/**
 * Chillers, cooling towers and pumps around two water loops. Chillers share the load evenly and are staged with
 * hysteresis; towers hold the condenser water as cold as the wet bulb lets them.
 */
export class ChillerPlant implements Stateful {
  chilledWaterC: number;
  condenserWaterC = 22;
  running = 1;
  towerFanSpeed = 0.5;
  /** Heat taken from the chilled water by all chillers, W. */
  coolingW = 0;
  chillerPowerW = 0;
  cop = 6;
  flowM3PerS = 0;
  chilledPumpW = 0;
  condenserPumpW = 0;
  towerFanW = 0;
  heatRejectedW = 0;
  makeUpM3PerS = 0;
  readonly #ratedCoolingW: number;
  readonly #ratedHeatW: number;
  readonly #chilledJPerK: number;
  readonly #condenserJPerK: number;

  constructor(readonly design: PlantDesign) {
    this.chilledWaterC = design.setpointC;
    this.#ratedCoolingW = sum(design.chillers, (chiller) => chiller.ratedCoolingW);
    this.#ratedHeatW = sum(design.towers, (tower) => tower.ratedHeatW);
    this.#chilledJPerK = (Math.max(this.#ratedCoolingW, 1) / designRiseK) * loopSeconds;
    this.#condenserJPerK = (Math.max(this.#ratedHeatW, 1) / designRiseK) * loopSeconds;
  }

  get powerW(): number {
    return this.chillerPowerW + this.chilledPumpW + this.condenserPumpW + this.towerFanW;
  }

  get returnWaterC(): number {
    return this.chilledWaterC + this.coolingW / Math.max(1, this.flowM3PerS * 1000 * waterHeatCapacity);
  }

  /** Heat in both water loops above 0 °C, J. */
  get storedJ(): number {
    return this.#chilledJPerK * this.chilledWaterC + this.#condenserJPerK * this.condenserWaterC;
  }

  advance(seconds: number, coilHeatW: number, outdoorWetBulbC: number): void {
    if (this.#ratedCoolingW === 0) return;
    this.#pump(coilHeatW);
    this.#chill(seconds, coilHeatW);
    this.#reject(seconds, outdoorWetBulbC);
  }

  save(): number[] {
    const { chilledWaterC, condenserWaterC, running, towerFanSpeed, coolingW, chillerPowerW, cop } = this;
    return [chilledWaterC, condenserWaterC, running, towerFanSpeed, coolingW, chillerPowerW, cop];
  }

  restore(saved: readonly number[]): void {
    [
      this.chilledWaterC = this.chilledWaterC,
      this.condenserWaterC = this.condenserWaterC,
      this.running = this.running,
      this.towerFanSpeed = this.towerFanSpeed,
      this.coolingW = this.coolingW,
      this.chillerPowerW = this.chillerPowerW,
      this.cop = this.cop,
    ] = saved;
  }

  /** Variable flow at a rise of 5 K, never below 40 %; pump power is cubic in flow (affinity law). */
  #pump(coilHeatW: number): void {
    const flowShare = clamp(coilHeatW / this.#ratedCoolingW, 0.4, 1);
    this.flowM3PerS = (flowShare * this.#ratedCoolingW) / (designRiseK * waterHeatCapacity * 1000);
    this.chilledPumpW = sum(this.design.chilledWaterPumps, (pump) => pump.ratedPowerW) * flowShare ** 3;
    const rated = sum(this.design.condenserWaterPumps, (pump) => pump.ratedPowerW);
    this.condenserPumpW = rated * Math.max(0.5, this.running / Math.max(1, this.design.chillers.length)) ** 3;
  }

  #chill(seconds: number, coilHeatW: number): void {
    const { chillers, setpointC } = this.design;
    const each = this.#ratedCoolingW / chillers.length;
    const heatIn = coilHeatW + this.chilledPumpW;
    // Proportional on the loop's error over three minutes, with the load fed forward.
    const wanted = heatIn + (this.#chilledJPerK * (this.chilledWaterC - setpointC)) / 180;
    if (wanted > 0.9 * this.running * each) this.running = Math.min(chillers.length, this.running + 1);
    else if (wanted < 0.7 * (this.running - 1) * each) this.running = Math.max(1, this.running - 1);
    const target = clamp(wanted, 0, this.running * each);
    this.coolingW += (target - this.coolingW) * lag(seconds, 30);
    this.cop = coefficientOfPerformance(
      this.coolingW / (this.running * each),
      this.chilledWaterC,
      this.condenserWaterC,
    );
    this.chillerPowerW = this.coolingW / this.cop;
    this.chilledWaterC += ((heatIn - this.coolingW) * seconds) / this.#chilledJPerK;
  }

  #reject(seconds: number, outdoorWetBulbC: number): void {
    const heatIn = this.coolingW + this.chillerPowerW + this.condenserPumpW;
    const load = heatIn / Math.max(1, this.#ratedHeatW);
    const targetC = Math.max(coldestCondenserC, outdoorWetBulbC + designApproachK * 0.8);
    // Approach is proportional to heat and falls with air flow to the power 0.9 (Braun and Diderrich, ASHRAE Trans. 1990).
    const needed = (load * designApproachK) / Math.max(0.5, targetC - outdoorWetBulbC);
    const correction = 0.15 * (this.condenserWaterC - targetC);
    const target = clamp(Math.max(0, needed) ** (1 / 0.9) + correction, 0.15, 1);
    this.towerFanSpeed += (target - this.towerFanSpeed) * lag(seconds, 45);
    const aboveWetBulbK = Math.max(0, this.condenserWaterC - outdoorWetBulbC);
    this.heatRejectedW = (this.#ratedHeatW * aboveWetBulbK * this.towerFanSpeed ** 0.9) / designApproachK;
    this.condenserWaterC += ((heatIn - this.heatRejectedW) * seconds) / this.#condenserJPerK;
    this.towerFanW = sum(this.design.towers, (tower) => tower.fanPowerW) * this.towerFanSpeed ** 3;
    // Four fifths of the heat leave as vapour, the rest warms the air.
    this.makeUpM3PerS = ((0.8 * this.heatRejectedW) / latentHeatJPerKg / 1000) * makeUpOverEvaporation;
  }
}

/**
 * Share of the Carnot limit between evaporating and condensing temperature (second-law efficiency): 0.6 at seven
 * tenths of the load, less towards both ends. Falls with lift, the difference that the compressor has to bridge.
 */
export function coefficientOfPerformance(load: number, chilledWaterC: number, condenserWaterC: number): number {
  const evaporatingK = chilledWaterC - 2 + 273.15;
  const condensingK = condenserWaterC + 3 + 4 * load + 273.15;
  const liftK = Math.max(6, condensingK - evaporatingK);
  const efficiency = Math.max(0.2, 0.6 - 0.55 * (load - 0.7) ** 2);
  return (efficiency * evaporatingK) / liftK;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
