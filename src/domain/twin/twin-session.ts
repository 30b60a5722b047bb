import type { Site } from '../assets/site.js';
import { Twin } from './twin.js';

export interface TwinSettings {
  /** Same seed, same data centre and same noise. */
  readonly seed: number;
  /** Simulated time between two readings. */
  readonly stepSeconds: number;
  /** Simulated seconds per second at the start; 1 follows the wall clock, 0 stands still. */
  readonly speed: number;
  /** Length of the history made at the first start, and longest gap that is filled after a pause. */
  readonly backfillHours: number;
  /** Simulated time between two readings of the history. */
  readonly backfillStepSeconds: number;
  /** Whether logins and badges are told beside what sensors measure; absent: they are not. */
  readonly tellsAccess?: boolean;
}

export interface BackfillProgress {
  readonly done: boolean;
  /** 0..1. */
  readonly fraction: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The running twin, shared by the source that drives it and by the use case that controls it. */
export class TwinSession {
  readonly twin: Twin;
  /** Simulated seconds per second, as the operator last set it. */
  speed: number;
  /** Whether a source drives it; a twin that is switched off stands still. */
  running = false;
  backfill: BackfillProgress;

  constructor(
    site: Site,
    readonly settings: TwinSettings,
    nowMs: number,
  ) {
    const stepMs = settings.backfillStepSeconds * 1000;
    const startMs = Math.floor((nowMs - settings.backfillHours * 3_600_000) / stepMs) * stepMs;
    this.twin = new Twin(site, { seed: settings.seed, startMs });
    this.speed = settings.speed;
    this.backfill = { done: false, fraction: 0, fromMs: startMs, toMs: nowMs };
  }
}
