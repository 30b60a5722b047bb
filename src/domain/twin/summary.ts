import type { Plant } from './plant.js';
import type { Rack } from './rack.js';

/** The site at one moment, in a few figures. */
export interface TwinSummary {
  readonly itPowerW: number;
  /** CRAH fans, chillers, pumps and tower fans. */
  readonly coolingPowerW: number;
  /** In UPSs and PDUs. */
  readonly lossesW: number;
  /** Total power over IT power (ISO/IEC 30134-2). */
  readonly pue: number;
  readonly outdoorC: number;
  readonly hottestInletC: number;
}

export function coolingPowerW({ crahs, chillers }: Plant): number {
  return crahs.reduce((sum, crah) => sum + crah.fanPowerW, chillers.powerW);
}

/** Hottest air at any rack's inlet, over its height; 0 on a site without racks. */
export function hottestInletC(racks: readonly Rack[]): number {
  return racks.length === 0 ? 0 : Math.max(...racks.map((rack) => rack.inletAt(0.95)));
}
