import type { AlertKind } from '../alert.js';
import type { Runbook } from '../runbooks/runbook.js';
import type { Witness } from './witness.js';

/** What is known of an incident beyond its name: made anew from its alerts whenever they change. */
export interface IncidentReport {
  /** The most likely cause first. */
  readonly candidates: readonly CauseCandidate[];
  /** Alerts by asset kind: `{ rack: 27, crah: 2 }`. */
  readonly alertsByKind: Readonly<Record<string, number>>;
  /** Kinds of its alerts. Absent in what older releases have recorded. */
  readonly kinds?: readonly AlertKind[];
  /** Assets that have an alert, in the order of their first one. */
  readonly assets: readonly string[];
  /** Workloads on those assets. */
  readonly workloads: readonly string[];
  readonly redundancy: readonly Redundancy[];
  readonly runbook: Runbook;
  readonly outlook: readonly TimeToLimit[];
}

/** One asset that may be the cause. */
export interface CauseCandidate {
  readonly assetId: string;
  /** 0..1; comparable within one incident only. */
  readonly score: number;
  /** Share of the affected assets that depend on it or are itself, 0..1. */
  readonly coverage: number;
  /** Share of the other assets whose trouble did not begin before its own, 0..1. */
  readonly precedence: number;
  /** How far off its worst reading was, 0..1. Absent in what older releases have recorded. */
  readonly peak?: number;
  readonly witness: Witness;
  /** Why, in words. */
  readonly reasons: readonly string[];
}

/** What is left of a supply that has a spare. */
export type Redundancy =
  | {
      readonly kind: 'cooling';
      readonly zone: string;
      readonly working: number;
      readonly needed: number;
      readonly total: number;
    }
  | {
      readonly kind: 'power';
      /** Racks that still have some feed but not all of theirs. */
      readonly racksOnOneFeed: number;
      readonly racksWithoutPower: number;
      readonly lostFeeds: readonly string[];
    };

/** When the hottest inlet reaches a limit if it goes on as it does. */
export interface TimeToLimit {
  readonly assetId: string;
  readonly limitC: number;
  readonly limitName: string;
  readonly nowC: number;
  /** K per minute, least squares. */
  readonly slopeKPerMin: number;
  /** Ms from the last point on; 0 when the limit is passed already, undefined when it is not approached. */
  readonly inMs: number | undefined;
}
