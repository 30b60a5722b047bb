/** What the active faults do to the plant and its sensors at one moment. Rebuilt before each step. */
export class Effects {
  /** Share of a CRAH's fan speed that is lost, by CRAH. */
  readonly fanSpeedLost = new Map<string, number>();
  /** Resistance of a filter in multiples of a clean one, by CRAH. */
  readonly filterResistance = new Map<string, number>();
  /** Share of a CRAH's air that returns without passing a rack, by CRAH. */
  readonly airBypassed = new Map<string, number>();
  /** PDUs without input power. */
  readonly feedsLost = new Set<string>();
  /** Additional share of hot air at a rack's inlet, by rack. */
  readonly extraRecirculation = new Map<string, number>();
  /** Additional utilisation, by server. */
  readonly extraUtilisation = new Map<string, number>();
  /** Resistance of the heat sinks of a server's GPUs in multiples of clean ones, by server. */
  readonly gpuHeatResistance = new Map<string, number>();
  /** Share of a battery's capacity that is lost, by UPS. */
  readonly batteryLost = new Map<string, number>();
  /** Failed logins a minute, by server. */
  readonly failedLogins = new Map<string, number>();
  /** Rooms that somebody visits at all hours. */
  readonly nightVisits = new Set<string>();
  /** Assets that report nothing. */
  readonly silent = new Set<string>();
  /** Racks of which nothing reports, nor anything that stands in them. */
  readonly silentRacks = new Set<string>();
  /** What sensors show instead of the truth. */
  readonly distortions: Distortion[] = [];
}

/** A lying sensor: the first one of this metric on the asset. */
export interface Distortion {
  readonly assetId: string;
  readonly metric: string;
  readonly show: (measured: number) => number;
}
