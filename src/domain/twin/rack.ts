import { airHeatCapacity } from './air.js';
import type { Server } from './server.js';
import { lag, type Stateful } from './stateful.js';

/** Seconds of full airflow that the air before a rack and the surfaces around it store; they slow each change of inlet. */
const aisleSeconds = 45;

/** A rack in the air of its zone, with the part of the cold aisle before it. */
export class Rack implements Stateful {
  /** Share of hot air in what it breathes in, 0..1. */
  recirculation = 0.15;
  inletC = 20;
  outletC = 30;
  airflowM3PerS = 0.1;
  /** Inlet at the top minus inlet at the bottom; recirculated air comes over the top. */
  spreadK = 0;
  readonly #aisleJPerK: number;

  constructor(
    readonly id: string,
    readonly servers: readonly Server[],
    /** How much more than its neighbours it draws recirculated air, -0.5..0.5: the ends of a row draw more. */
    readonly exposure: number,
  ) {
    const fullFlow = servers.reduce((sum, server) => sum + server.maxAirflowM3PerS, 0);
    this.#aisleJPerK = airHeatCapacity * aisleSeconds * Math.max(fullFlow, 0.01);
  }

  /** Heat in its part of the cold aisle above 0 °C, J. */
  get storedJ(): number {
    return this.#aisleJPerK * this.inletC;
  }

  get powerW(): number {
    let sum = 0;
    for (const server of this.servers) sum += server.powerW;
    return sum;
  }

  /** Inlet temperature at a height, 0 at the bottom and 1 at the top; the mean over the height is `inletC`. */
  inletAt(height: number): number {
    return this.inletC + this.spreadK * (height - 0.5);
  }

  /** Flow that its servers draw now. */
  draw(): number {
    let flow = 0;
    for (const server of this.servers) flow += server.airflowM3PerS;
    this.airflowM3PerS = flow;
    return flow;
  }

  /** Lets the air of the zone pass through its servers; gives the heat that leaves in its exhaust above `coldC`, W. */
  breathe(seconds: number, coldC: number, hotC: number, isFed: (server: Server) => boolean): number {
    const rise = hotC - coldC;
    const flowW = airHeatCapacity * this.airflowM3PerS;
    const drawnC = this.inletC;
    let heatW = 0;
    for (const server of this.servers) {
      heatW += server.heatW;
      server.advance(seconds, this.inletAt(server.design.height), isFed(server));
    }
    this.outletC = drawnC + heatW / Math.max(flowW, 1);
    this.inletC += (seconds / this.#aisleJPerK) * flowW * (coldC + this.recirculation * rise - drawnC);
    this.spreadK += (this.recirculation * (1 - this.recirculation) * rise - this.spreadK) * lag(seconds, aisleSeconds);
    return flowW * (drawnC - coldC) + heatW;
  }

  save(): number[] {
    return [this.inletC, this.spreadK];
  }

  restore(saved: readonly number[]): void {
    [this.inletC = this.inletC, this.spreadK = this.spreadK] = saved;
  }
}
