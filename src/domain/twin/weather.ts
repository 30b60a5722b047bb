import type { Location } from '../assets/site.js';
import { dewPointC, wetBulbC } from './air.js';
import { type Noise, Swing } from './noise.js';
import { clamp, type Stateful } from './stateful.js';

const dayMs = 86_400_000;
const yearDays = 365.2425;

/**
 * Outdoor air at the site: an annual and a daily cycle from the latitude, and weather fronts as a slow random swing.
 * A plausible climate of a temperate place inland, not that of any year; real weather files come with planning.
 */
export class Weather implements Stateful {
  temperatureC = 0;
  /** Relative humidity, 0..1. */
  humidity = 0.7;
  readonly #front = new Swing(3, 18 * 3600);
  readonly #moisture = new Swing(0.07, 9 * 3600);

  constructor(private readonly location: Location) {}

  get wetBulbC(): number {
    return Math.min(this.temperatureC, wetBulbC(this.temperatureC, this.humidity));
  }

  get dewPointC(): number {
    return dewPointC(this.temperatureC, this.humidity);
  }

  advance(atMs: number, seconds: number, noise: Noise): void {
    const { meanC, dailyC } = typicalTemperature(this.location, atMs);
    this.temperatureC = meanC + dailyC + this.#front.advance(seconds, noise);
    // Through a day the water in the air stays about the same, so relative humidity falls as it warms.
    this.humidity = clamp(0.74 - 0.03 * dailyC + this.#moisture.advance(seconds, noise), 0.2, 1);
  }

  save(): number[] {
    return [this.temperatureC, this.humidity, ...this.#front.save(), ...this.#moisture.save()];
  }

  restore(saved: readonly number[]): void {
    [this.temperatureC = this.temperatureC, this.humidity = this.humidity] = saved;
    this.#front.restore(saved.slice(2, 3));
    this.#moisture.restore(saved.slice(3, 4));
  }
}

/**
 * Mean of the season and the deviation of the hour. The annual mean falls by 0.35 K and the annual swing grows by
 * 0.19 K a degree of latitude (zonal averages over land), less 6.5 K a km of altitude (standard atmosphere); the
 * coldest time is the end of January in the north, the warmest hour about three after solar noon.
 */
function typicalTemperature(location: Location, atMs: number): { meanC: number; dailyC: number } {
  const latitude = Math.abs(location.latitude);
  const days = atMs / dayMs;
  const yearPhase = (2 * Math.PI * ((days % yearDays) - 25)) / yearDays;
  const season = -Math.cos(yearPhase) * (location.latitude >= 0 ? 1 : -1);
  const solarHour = ((days % 1) * 24 + location.longitude / 15 + 24) % 24;
  const dailyC = (4 + 1.2 * season) * Math.cos((2 * Math.PI * (solarHour - 15)) / 24);
  return { meanC: 28 - 0.35 * latitude - 0.0065 * location.altitudeM + 0.19 * latitude * season, dailyC };
}
