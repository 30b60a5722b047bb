import { airHeatCapacity } from './air.js';
import type { Crah, CrahInputs } from './crah.js';
import type { Effects } from './faults/effects.js';
import type { Rack } from './rack.js';
import type { Server } from './server.js';
import { clamp, type Stateful } from './stateful.js';

/** Air moves this share of the racks' flow back to their inlets even when the CRAHs deliver enough. */
const leakage = 0.15;
/** The pressure control delivers a little more than the racks draw. */
const oversupply = 1.08;

/**
 * Racks and CRAHs that share one cold plenum and one hot aisle, as two well mixed volumes of air. What the CRAHs
 * deliver beyond the racks' flow bypasses them to the return; what they lack is drawn back from the hot aisle. Masses
 * and heat balance exactly in each step, so the energy test can be strict.
 */
export class CoolingZone implements Stateful {
  coldC = 18;
  hotC = 30;
  /** Common speed command of its CRAHs. */
  command = 0.7;
  readonly #coldJPerK: number;
  readonly #hotJPerK: number;

  constructor(
    readonly id: string,
    readonly racks: readonly Rack[],
    readonly crahs: readonly Crah[],
    airVolumeM3: number,
  ) {
    const rackFlow = racks.flatMap((rack) => rack.servers).reduce((sum, server) => sum + server.maxAirflowM3PerS, 0);
    const crahFlow = crahs.reduce((sum, crah) => sum + crah.design.airflowM3PerS, 0);
    // At least fifteen seconds of flow in each volume keeps the explicit steps stable in a cramped room.
    this.#coldJPerK = airHeatCapacity * Math.max(0.4 * airVolumeM3, 15 * crahFlow);
    this.#hotJPerK = airHeatCapacity * Math.max(0.6 * airVolumeM3, 15 * rackFlow);
  }

  /** Heat in its air above 0 °C, J. */
  get storedJ(): number {
    return this.racks.reduce(
      (sum, rack) => sum + rack.storedJ,
      this.#coldJPerK * this.coldC + this.#hotJPerK * this.hotC,
    );
  }

  /** Heat that its coils give to the chilled water, W. */
  get coolingW(): number {
    return this.crahs.reduce((sum, crah) => sum + crah.coolingW, 0);
  }

  advance(seconds: number, chilledWaterC: number, effects: Effects, isFed: (server: Server) => boolean): void {
    const drawn = this.racks.reduce((sum, rack) => sum + rack.draw(), 0);
    const inputs = this.crahs.map((crah) => this.#inputs(crah, chilledWaterC, effects));
    const delivered = this.#spin(seconds, inputs);
    const reaching = this.#reaching(effects);
    this.#control(seconds, drawn, reaching);
    this.#recirculate(drawn, reaching, effects);
    const { coldC, hotC } = this;

    let exhaustW = 0;
    let recirculated = 0;
    for (const rack of this.racks) {
      recirculated += rack.recirculation * rack.airflowM3PerS;
      exhaustW += rack.breathe(seconds, coldC, hotC, isFed);
    }
    // Rack exhaust into the hot aisle; from there back to the cold aisle and to the CRAHs.
    this.hotC += (seconds / this.#hotJPerK) * (exhaustW - airHeatCapacity * drawn * (hotC - coldC));
    const fromCold = drawn - recirculated;

    if (delivered <= 0) {
      this.crahs.forEach((crah, i) => crah.cool(seconds, { ...inputOf(inputs, i), returnC: hotC }));
      return;
    }
    const returnC = (fromCold * hotC + (delivered - fromCold) * coldC) / delivered;
    let intoCold = 0;
    this.crahs.forEach((crah, i) => {
      crah.cool(seconds, { ...inputOf(inputs, i), returnC });
      intoCold += crah.airflowM3PerS * (crah.supplyC - coldC);
    });
    this.coldC += (seconds / this.#coldJPerK) * airHeatCapacity * intoCold;
  }

  save(): number[] {
    return [this.coldC, this.hotC, this.command];
  }

  restore(saved: readonly number[]): void {
    [this.coldC = this.coldC, this.hotC = this.hotC, this.command = this.command] = saved;
  }

  /** Turns the fans; gives what they deliver. */
  #spin(seconds: number, inputs: readonly CrahInputs[]): number {
    let delivered = 0;
    this.crahs.forEach((crah, i) => {
      delivered += crah.spin(seconds, inputOf(inputs, i));
    });
    return delivered;
  }

  /** The part of it that the racks can draw from. */
  #reaching(effects: Effects): number {
    const share = (crah: Crah) => 1 - (effects.airBypassed.get(crah.design.id) ?? 0);
    return this.crahs.reduce((sum, crah) => sum + share(crah) * crah.airflowM3PerS, 0);
  }

  /** The pressure control integrates what is missing from the wanted flow. */
  #control(seconds: number, drawn: number, reaching: number): void {
    const possible = this.crahs.reduce((sum, crah) => sum + crah.design.airflowM3PerS, 0);
    if (possible <= 0) return;
    const missing = (oversupply * drawn - reaching) / possible;
    this.command = clamp(this.command + (missing * seconds) / 25, 0.3, 1);
  }

  /**
   * Shares recirculated air among the racks by exposure. The flow-weighted mean is exactly the zone's share, and each
   * share stays within 0..1 because it moves by at most share * (1 - share).
   */
  #recirculate(drawn: number, reaching: number, effects: Effects): void {
    if (drawn <= 0) return;
    const share = clamp(Math.max(leakage, 1 - reaching / drawn), 0, 1);
    const mean = this.racks.reduce((sum, rack) => sum + rack.airflowM3PerS * rack.exposure, 0) / drawn;
    for (const rack of this.racks) {
      const own = share + share * (1 - share) * clamp(rack.exposure - mean, -1, 1);
      const extra = effects.extraRecirculation.get(rack.id) ?? 0;
      rack.recirculation = own + extra * (1 - own);
    }
  }

  #inputs(crah: Crah, chilledWaterC: number, effects: Effects): CrahInputs {
    return {
      demandedSpeed: this.command,
      returnC: this.hotC,
      coldC: this.coldC,
      chilledWaterC,
      speedLost: effects.fanSpeedLost.get(crah.design.id) ?? 0,
      filterResistance: effects.filterResistance.get(crah.design.id) ?? 1,
    };
  }
}

function inputOf(inputs: readonly CrahInputs[], index: number): CrahInputs {
  const input = inputs[index];
  if (!input) throw new Error('BUG: a CRAH without inputs');
  return input;
}
