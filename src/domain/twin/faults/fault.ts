import type { Effects } from './effects.js';

/** A disturbance that is active in the twin. Times are simulated, epoch ms. */
export interface Fault {
  readonly id: string;
  readonly kind: string;
  readonly assetId: string;
  /** Sensor faults only. */
  readonly metric: string | undefined;
  /** Undefined for kinds without one. */
  readonly magnitude: number | undefined;
  readonly startedAt: number;
  /** Undefined until cleared by hand. */
  readonly endsAt: number | undefined;
  /** What a stuck sensor shows, once it has been read. */
  readonly held?: number;
}

/** What an operator asks for; what is left out gets the kind's default. */
export interface FaultRequest {
  readonly kind: string;
  readonly asset: string;
  readonly metric?: string | undefined;
  readonly magnitude?: number | undefined;
  /** Simulated time until it ends by itself. */
  readonly durationSeconds?: number | undefined;
}

export interface MagnitudeRange {
  readonly unit: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** One kind of fault: where it fits, how strong it may be, and what it does. */
export interface FaultKind {
  readonly title: string;
  readonly description: string;
  readonly assetKinds: readonly string[];
  /** A part that the asset must have: its name for people, and the attribute that counts it. */
  readonly part?: { readonly name: string; readonly attribute: string };
  /** Null when there is nothing to choose. */
  readonly magnitude: MagnitudeRange | null;
  /** Whether it strikes one sensor, chosen by metric, instead of the device. */
  readonly ofSensor: boolean;
  /** Adds its effect at a moment; `hold` remembers a value for as long as the fault lasts. */
  apply(effects: Effects, fault: StruckFault, hold: (value: number) => void): void;
}

/** A fault with its magnitude settled and its age. */
export interface StruckFault extends Fault {
  readonly size: number;
  readonly ageSeconds: number;
}

/** Every kind of asset that the twin has sensors on. */
export const sensedKinds = [
  'server',
  'rack',
  'pdu',
  'ups',
  'crah',
  'chiller',
  'tower',
  'pump',
  'room',
  'weather',
  'site',
] as const;
