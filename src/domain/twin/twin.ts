import type { Site } from '../assets/site.js';
import { type ActiveFault, FaultBoard } from './faults/fault-board.js';
import type { FaultRequest } from './faults/fault.js';
import { type EnergyBalance, EnergyLedger } from './energy-ledger.js';
import { LocalClock } from './local-time.js';
import { Noise } from './noise.js';
import { buildPlant, type Plant } from './plant.js';
import { coolingPowerW, hottestInletC, type TwinSummary } from './summary.js';
import { SensorBank } from './sensors/sensor-bank.js';
import type { Sensor } from './sensors/sensor.js';
import { partsOf, restoreParts, type TwinState } from './twin-state.js';

/** Longest physical step; the explicit balances of air and water are stable and accurate up to it. */
const longestPhysicalStepSeconds = 10;
/** Time before the first reading in which temperatures find their level. */
const settlingSeconds = 3600;

/**
 * The data centre's physics: load, heat, air, water, power and weather of one site in simulated time. Deterministic:
 * the same site, seed, start and sequence of calls give the same readings to the last digit. It knows no real time.
 */
export class Twin {
  readonly seed: number;
  #now: number;
  readonly #plant: Plant;
  readonly #noise: Noise;
  readonly #bank: SensorBank;
  readonly #clock: LocalClock;
  readonly #faults: FaultBoard;
  #ledger: EnergyLedger;

  constructor(
    readonly site: Site,
    { seed, startMs }: { seed: number; startMs: number },
  ) {
    this.seed = seed;
    this.#plant = buildPlant(site, seed);
    this.#noise = new Noise(seed, 'process');
    this.#clock = new LocalClock(site.timezone);
    this.#bank = new SensorBank(site, this.#plant, { seed, meter: this.#meter() });
    this.#faults = new FaultBoard(site.model, (assetId) => this.#bank.metricsOf(assetId));
    this.#ledger = new EnergyLedger(this.#plant);
    this.#now = startMs;
    this.leapTo(startMs);
  }

  /** Simulated time, epoch ms. */
  get now(): number {
    return this.#now;
  }

  /** What it measures; `read` fills one value for each, in this order. */
  get sensors(): readonly Sensor[] {
    return this.#bank.sensors;
  }

  /** Moves simulated time on. */
  step(seconds: number): void {
    const { weather, demands, servers } = this.#plant;
    this.#now += seconds * 1000;
    const effects = this.#faults.effectsAt(this.#now);
    weather.advance(this.#now, seconds, this.#noise);
    const time = this.#clock.at(this.#now);
    for (const demand of demands.values()) demand.advance(time, seconds, this.#noise);
    for (const server of servers) {
      server.demand(seconds, this.#noise, effects.extraUtilisation.get(server.design.id) ?? 0);
    }
    this.#plant.power.switchFeeds(effects.feedsLost);
    this.#plant.power.ageBatteries(effects.batteryLost);
    const parts = Math.ceil(seconds / longestPhysicalStepSeconds);
    for (let i = 0; i < parts; i += 1) this.#advancePhysics(seconds / parts, effects);
  }

  /** Moves simulated time to a moment without living through what lies between; temperatures find the new level. */
  leapTo(epochMs: number): void {
    this.#now = epochMs - settlingSeconds * 1000;
    for (let t = 0; t < settlingSeconds; t += 60) this.step(60);
    this.#ledger = new EnergyLedger(this.#plant);
  }

  /** Fills in what every sensor shows now; NaN where a silent device reports nothing. */
  read(values: Float64Array): void {
    this.#bank.read(values, this.#faults.effectsAt(this.#now));
  }

  summary(): TwinSummary {
    const { power, weather, racks } = this.#plant;
    const cooling = coolingPowerW(this.#plant);
    return {
      itPowerW: power.itPowerW,
      coolingPowerW: cooling,
      lossesW: power.lossW,
      pue: power.itPowerW > 0 ? (power.mainsPowerW + cooling) / power.itPowerW : 0,
      outdoorC: weather.temperatureC,
      hottestInletC: hottestInletC(racks),
    };
  }

  /** Energy through every border since the twin was built or restored; see `EnergyLedger`. */
  energy(): EnergyBalance {
    return this.#ledger.balance();
  }

  faults(): readonly ActiveFault[] {
    return this.#faults.list();
  }

  /** Starts a fault at the simulated now. `invalid_input` says what would fit. */
  inject(request: FaultRequest): ActiveFault {
    return this.#faults.inject(request, this.#now);
  }

  /** Ends a fault; the plant recovers by its own physics. `not_found` when it is not active. */
  clear(id: string): ActiveFault {
    return this.#faults.clear(id);
  }

  save(): TwinState {
    const random = { process: this.#noise.save(), sensors: this.#bank.save() };
    return { seed: this.seed, now: this.#now, random, faults: this.#faults.save(), parts: partsOf(this.#plant) };
  }

  /** Goes on from a saved state. Equipment that it does not name keeps its own state; another seed starts its own noise. */
  restore(state: TwinState): void {
    this.#now = state.now;
    if (state.seed === this.seed) {
      this.#noise.restore(state.random.process);
      this.#bank.restore(state.random.sensors);
    }
    this.#faults.restore(state.faults);
    restoreParts(this.#plant, state.parts);
    this.#plant.power.switchFeeds(this.#faults.effectsAt(this.#now).feedsLost);
    this.#plant.power.settle(0);
    this.#ledger = new EnergyLedger(this.#plant);
  }

  #advancePhysics(seconds: number, effects: ReturnType<FaultBoard['effectsAt']>): void {
    const { zones, chillers, power, weather } = this.#plant;
    const chilledWaterC = chillers.chilledWaterC;
    let coilHeatW = 0;
    for (const zone of zones) {
      zone.advance(seconds, chilledWaterC, effects, (server) => power.isFed(server));
      coilHeatW += zone.coolingW;
    }
    chillers.advance(seconds, coilHeatW, weather.wetBulbC);
    power.settle(seconds);
    this.#ledger.book(seconds);
  }

  #meter() {
    const plant = this.#plant;
    return {
      get itPowerW() {
        return plant.power.itPowerW;
      },
      get powerW() {
        return plant.power.mainsPowerW + coolingPowerW(plant);
      },
    };
  }
}
