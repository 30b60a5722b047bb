import { describe, expect, it } from '@jest/globals';
import { dewPointC, wetBulbC } from './air.js';
import { Noise } from './noise.js';
import { Weather } from './weather.js';

const frankfurt = { latitude: 50.11, longitude: 8.68, altitudeM: 112 };
const sydney = { latitude: -33.9, longitude: 151.2, altitudeM: 20 };

/** Mean outdoor temperature over thirty days, or over one hour of the day in them. */
function meanC(location: typeof frankfurt, startMs: number, hourUtc?: number): number {
  const weather = new Weather(location);
  const noise = new Noise(3, 'weather');
  const readings: number[] = [];
  for (let hour = 0; hour < 30 * 24; hour += 1) {
    weather.advance(startMs + hour * 3_600_000, 3600, noise);
    if (hourUtc === undefined || hour % 24 === hourUtc) readings.push(weather.temperatureC);
  }
  return readings.reduce((sum, value) => sum + value, 0) / readings.length;
}

describe('the weather', () => {
  it('is colder in January than in July in Frankfurt, and the other way round in Sydney', () => {
    const january = Date.UTC(2026, 0, 10);
    const july = Date.UTC(2026, 6, 10);
    expect(meanC(frankfurt, july)).toBeGreaterThan(meanC(frankfurt, january) + 12);
    expect(meanC(sydney, january)).toBeGreaterThan(meanC(sydney, july) + 6);
  });

  it('is warmest in the afternoon of the place', () => {
    const june = Date.UTC(2026, 5, 1);
    expect(meanC(frankfurt, june, 14)).toBeGreaterThan(meanC(frankfurt, june, 3) + 6);
    // Three in the afternoon in Sydney is five in the morning UTC.
    expect(meanC(sydney, june, 5)).toBeGreaterThan(meanC(sydney, june, 19) + 3);
  });

  it('never has a wet bulb above the dry one', () => {
    const weather = new Weather(frankfurt);
    const noise = new Noise(3, 'weather');
    for (let hour = 0; hour < 24 * 365; hour += 1) {
      weather.advance(hour * 3_600_000, 3600, noise);
      expect(weather.wetBulbC).toBeLessThanOrEqual(weather.temperatureC);
      expect(weather.humidity).toBeGreaterThanOrEqual(0.2);
      expect(weather.humidity).toBeLessThanOrEqual(1);
    }
  });
});

describe('moist air', () => {
  it('has the wet bulb that the paper of Stull gives as its example: 13.7 °C at 20 °C and 50 %', () => {
    expect(wetBulbC(20, 0.5)).toBeCloseTo(13.7, 1);
  });

  it('has the dew point of the psychrometric chart: 9.3 °C at 20 °C and 50 %', () => {
    expect(dewPointC(20, 0.5)).toBeCloseTo(9.3, 1);
    expect(dewPointC(20, 1)).toBeCloseTo(20, 6);
  });
});
