import { airHeatCapacity } from './air.js';
import { clamp, lag, type Stateful } from './stateful.js';

export interface CrahDesign {
  readonly id: string;
  readonly airflowM3PerS: number;
  readonly fanPowerW: number;
  readonly supplySetpointC: number;
}

/** What acts on a CRAH during one step. */
export interface CrahInputs {
  /** Fan speed that the zone's pressure control asks for, 0..1. */
  readonly demandedSpeed: number;
  readonly returnC: number;
  /** Air under the floor, which a stopped unit's supply sensor drifts to. */
  readonly coldC: number;
  readonly chilledWaterC: number;
  /** Share of fan speed lost to a fault, 0..1. */
  readonly speedLost: number;
  /** Resistance of the filter in multiples of a clean one. */
  readonly filterResistance: number;
}

/** Pressure that fan works against at full flow, and the part of it in a clean filter. */
const fullFlowPressurePa = 400;
const cleanFilterPa = 85;
/** Effectiveness of the coil at full flow is 1 - exp(-NTU) = 0.78. */
const fullFlowTransferUnits = 1.5;

/** A CRAH unit: fan, filter, chilled water coil with its valve. It stores no heat; the plenum behind it does. */
export class Crah implements Stateful {
  fanSpeed = 0.7;
  valve = 0.5;
  supplyC: number;
  returnC = 28;
  setpointC: number;
  fanPowerW = 0;
  /** Heat given to the chilled water. */
  coolingW = 0;
  airflowM3PerS = 0;
  filterDropPa = 0;

  constructor(readonly design: CrahDesign) {
    this.setpointC = design.supplySetpointC;
    this.supplyC = design.supplySetpointC;
  }

  /** Moves the fan; gives the airflow, which the room's balance needs before temperatures are known. */
  spin(seconds: number, { demandedSpeed, speedLost, filterResistance }: CrahInputs): number {
    const target = demandedSpeed * (1 - speedLost);
    // A fan that loses its drive coasts down in seconds, while a controlled one ramps.
    this.fanSpeed += (target - this.fanSpeed) * lag(seconds, speedLost > 0 ? 3 : 10);
    if (this.fanSpeed < 0.005) this.fanSpeed = 0;
    const { airflowM3PerS, fanPowerW } = this.design;
    // System curve: pressure grows with the square of flow, so at one speed flow falls with the root of resistance.
    const resistance = 1 + ((filterResistance - 1) * cleanFilterPa) / fullFlowPressurePa;
    const flowShare = this.fanSpeed / Math.sqrt(resistance);
    this.airflowM3PerS = airflowM3PerS * flowShare;
    this.filterDropPa = cleanFilterPa * filterResistance * flowShare ** 2;
    // Fan affinity law: power is cubic in speed.
    this.fanPowerW = fanPowerW * this.fanSpeed ** 3;
    return this.airflowM3PerS;
  }

  /** Cools the air stream of this step; the valve moves towards what the setpoint needs. */
  cool(seconds: number, { returnC, coldC, chilledWaterC }: CrahInputs): void {
    this.returnC += (returnC - this.returnC) * lag(seconds, 20);
    if (this.airflowM3PerS <= 0) {
      this.coolingW = 0;
      this.valve += (0 - this.valve) * lag(seconds, 40);
      this.supplyC += (coldC - this.supplyC) * lag(seconds, 180);
      return;
    }
    const capacityRate = airHeatCapacity * this.airflowM3PerS;
    // Coil effectiveness by the NTU method for a stream of constant temperature on the other side (Incropera, ch. 11);
    // transfer units rise as flow falls, with the usual exponent of turbulent heat transfer.
    const flowShare = this.airflowM3PerS / this.design.airflowM3PerS;
    const effectiveness = 1 - Math.exp(-fullFlowTransferUnits * flowShare ** -0.4);
    const atFullValveW = Math.max(0, effectiveness * capacityRate * (returnC - chilledWaterC));
    const neededW = capacityRate * (returnC - this.setpointC) + this.fanPowerW;
    const target = atFullValveW > 0 ? clamp(neededW / atFullValveW, 0, 1) : 1;
    this.valve += (target - this.valve) * lag(seconds, 30);
    this.coolingW = this.valve * atFullValveW;
    this.supplyC = returnC + (this.fanPowerW - this.coolingW) / capacityRate;
  }

  save(): number[] {
    return [this.fanSpeed, this.valve, this.supplyC, this.returnC, this.setpointC, this.fanPowerW, this.coolingW];
  }

  restore(saved: readonly number[]): void {
    [
      this.fanSpeed = this.fanSpeed,
      this.valve = this.valve,
      this.supplyC = this.supplyC,
      this.returnC = this.returnC,
      this.setpointC = this.setpointC,
      this.fanPowerW = this.fanPowerW,
      this.coolingW = this.coolingW,
    ] = saved;
  }
}
