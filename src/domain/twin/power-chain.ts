import type { Server } from './server.js';
import { clamp, lag, type Stateful } from './stateful.js';

export interface PowerDeviceDesign {
  readonly id: string;
  readonly ratedPowerW: number;
  /** The device that supplies it; null for the mains. */
  readonly from: string | null;
}

/** A server's place in the power chain: its feeds and the phase that it is plugged into. */
export interface PowerCord {
  readonly server: Server;
  readonly a: Pdu | undefined;
  readonly b: Pdu | undefined;
  readonly phase: 0 | 1 | 2;
}

/** A rack or row PDU: passes power on by phase and loses a little of it. */
export class Pdu {
  readonly phaseW: [number, number, number] = [0, 0, 0];
  live = true;
  outputW = 0;
  lossW = 0;

  constructor(readonly design: PowerDeviceDesign) {}

  get inputW(): number {
    return this.outputW + this.lossW;
  }

  /** Losses of a distribution transformer: no-load part plus copper losses with the square of load. */
  settle(): void {
    this.outputW = this.phaseW[0] + this.phaseW[1] + this.phaseW[2];
    const { ratedPowerW } = this.design;
    this.lossW = this.live ? ratedPowerW * (0.004 + 0.012 * (this.outputW / ratedPowerW) ** 2) : 0;
  }
}

/** A double-conversion UPS on mains, its battery full. */
export class Ups implements Stateful {
  outputW = 0;
  lossW = 0;
  temperatureC = 26;
  /** Share of its battery's capacity that is left. */
  batteryHealth = 1;

  constructor(readonly design: PowerDeviceDesign) {}

  get inputW(): number {
    return this.outputW + this.lossW;
  }

  get load(): number {
    return this.outputW / this.design.ratedPowerW;
  }

  /** Seconds that the battery would carry the load: ten minutes at rated power, by Peukert's law with exponent 1.15. */
  get batterySeconds(): number {
    return Math.min(7200, 600 * this.batteryHealth * Math.max(0.02, this.load) ** -1.15);
  }

  /** Fixed, linear and quadratic losses (Pelley et al., "Understanding and abstracting total data center power", 2009). */
  settle(seconds: number, outputW: number): void {
    this.outputW = outputW;
    this.lossW = this.design.ratedPowerW * (0.012 + 0.012 * this.load + 0.018 * this.load ** 2);
    this.temperatureC += (23 + 9 * clamp(this.load, 0, 1.2) - this.temperatureC) * lag(seconds, 1800);
  }

  save(): number[] {
    return [this.temperatureC];
  }

  restore(saved: readonly number[]): void {
    [this.temperatureC = this.temperatureC] = saved;
  }
}

/** Servers, PDUs and UPSs: who draws how much through what. A server on two feeds moves to the one that lives. */
export class PowerChain {
  /** All IT power at the plugs. */
  itPowerW = 0;
  /** Drawn from the mains for IT, losses included. */
  mainsPowerW = 0;
  readonly #cords: ReadonlyMap<Server, PowerCord>;

  constructor(
    cords: readonly PowerCord[],
    readonly pdus: readonly Pdu[],
    readonly upses: readonly Ups[],
  ) {
    this.#cords = new Map(cords.map((cord) => [cord.server, cord]));
  }

  get lossW(): number {
    return this.mainsPowerW - this.itPowerW;
  }

  switchFeeds(lost: ReadonlySet<string>): void {
    for (const pdu of this.pdus) pdu.live = !lost.has(pdu.design.id);
  }

  ageBatteries(lost: ReadonlyMap<string, number>): void {
    for (const ups of this.upses) ups.batteryHealth = 1 - (lost.get(ups.design.id) ?? 0);
  }

  /** Whether a living feed reaches the server; a server without any known feed hangs on the mains. */
  isFed(server: Server): boolean {
    const cord = this.#cords.get(server);
    if (!cord || (!cord.a && !cord.b)) return true;
    return cord.a?.live === true || cord.b?.live === true;
  }

  /** Shares out the power that the servers draw now, from the plugs up to the mains. */
  settle(seconds: number): void {
    for (const pdu of this.pdus) pdu.phaseW.fill(0);
    this.itPowerW = 0;
    let onMainsW = 0;
    for (const cord of this.#cords.values()) {
      const { powerW } = cord.server;
      this.itPowerW += powerW;
      const share = shareOfA(cord);
      if (share === undefined) {
        onMainsW += powerW;
        continue;
      }
      if (cord.a) cord.a.phaseW[cord.phase] += share * powerW;
      if (cord.b) cord.b.phaseW[cord.phase] += (1 - share) * powerW;
    }
    for (const pdu of this.pdus) pdu.settle();
    this.mainsPowerW = onMainsW + this.#settleUpses(seconds);
  }

  #settleUpses(seconds: number): number {
    const outputs = new Map(this.upses.map((ups) => [ups.design.id, 0]));
    let drawnW = 0;
    for (const pdu of this.pdus) {
      const { from } = pdu.design;
      const carried = from === null ? undefined : outputs.get(from);
      if (from === null || carried === undefined) drawnW += pdu.inputW;
      else outputs.set(from, carried + pdu.inputW);
    }
    for (const ups of this.upses) {
      ups.settle(seconds, outputs.get(ups.design.id) ?? 0);
      drawnW += ups.inputW;
    }
    return drawnW;
  }
}

/** Share of a server's power that comes over feed A; undefined when it has no feeds. */
function shareOfA({ server, a, b }: PowerCord): number | undefined {
  if (!a && !b) return undefined;
  if (!b) return 1;
  if (!a) return 0;
  if (a.live && b.live) return server.design.shareOfFeedA;
  return a.live ? 1 : 0;
}
