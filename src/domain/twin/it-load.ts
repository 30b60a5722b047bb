import type { WorkloadProfile, WorkloadShape } from '../assets/workload.js';
import type { LocalTime } from './local-time.js';
import { type Noise, Swing } from './noise.js';
import { clamp, lag, type Stateful } from './stateful.js';

/** Demand of one workload, the same for all its servers: daily and weekly course, shared swing, and its jobs. */
export class WorkloadDemand implements Stateful {
  /** Utilisation that its servers are asked for, 0..1. */
  level = 0;
  readonly #swing: Swing;
  /** Training only: whether a job runs, and how long that stays so. */
  #running = 1;
  #remainingSeconds = 0;
  #activity = 0.5;

  constructor(readonly profile: WorkloadProfile) {
    this.#swing = new Swing(profile.noise, 20 * 60);
    this.level = profile.base;
  }

  advance(time: LocalTime, seconds: number, noise: Noise): void {
    const { base, peak, shape } = this.profile;
    const course = shape === 'training' ? this.#jobs(seconds, noise) : courseOfDay(shape, time);
    this.level = clamp(base + (peak - base) * course + this.#swing.advance(seconds, noise), 0.01, 1);
  }

  save(): number[] {
    return [this.level, this.#running, this.#remainingSeconds, this.#activity, ...this.#swing.save()];
  }

  restore(saved: readonly number[]): void {
    [
      this.level = this.level,
      this.#running = this.#running,
      this.#remainingSeconds = this.#remainingSeconds,
      this.#activity = this.#activity,
    ] = saved;
    this.#swing.restore(saved.slice(4));
  }

  /** Jobs of two to nine hours with pauses of ten to fifty minutes between them; they start and end within minutes. */
  #jobs(seconds: number, noise: Noise): number {
    this.#remainingSeconds -= seconds;
    if (this.#remainingSeconds <= 0) {
      this.#running = 1 - this.#running;
      const draw = noise.uniform();
      this.#remainingSeconds = this.#running === 1 ? (2 + 7 * draw) * 3600 : (10 + 40 * draw) * 60;
    }
    this.#activity += (this.#running - this.#activity) * lag(seconds, 90);
    return this.#activity;
  }
}

/** Position between the quietest (0) and the busiest (1) hour of a working day. */
export function courseOfDay(shape: Exclude<WorkloadShape, 'training'>, { hour, weekday }: LocalTime): number {
  const weekend = weekday >= 5;
  switch (shape) {
    case 'office':
      // Two humps around lunch; on weekends little remains.
      return (weekend ? 0.15 : 1) * Math.max(hump(hour, 10.5, 2.2), 0.92 * hump(hour, 15, 2.4));
    case 'consumer':
      // Evening peak, a shoulder at noon, and more of both on weekends.
      return Math.min(1, (weekend ? 1 : 0.9) * hump(hour, 20.5, 2.8) + (weekend ? 0.6 : 0.42) * hump(hour, 13, 3.5));
    case 'batch':
      // The nightly run, shorter on weekends.
      return (weekend ? 0.6 : 1) * hump(hour, 2.5, 1.6);
    case 'steady':
      return 0.5 + 0.5 * hump(hour, 14, 5);
  }
}

/** Bell over the hour of the day that wraps at midnight; 1 at its centre. */
function hump(hour: number, centre: number, width: number): number {
  const distance = Math.abs(hour - centre);
  const wrapped = Math.min(distance, 24 - distance);
  return Math.exp(-0.5 * (wrapped / width) ** 2);
}
