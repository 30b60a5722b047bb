import { describe, expect, it } from '@jest/globals';
import { inletRange, temperatureColour } from './temperature-scale.js';

describe('the colours of inlet temperatures', () => {
  const partsOf = (celsius: number) => temperatureColour(celsius).match(/\d+/g)!.map(Number);

  it('end at the ends of the scale', () => {
    expect(temperatureColour(-10)).toBe(temperatureColour(15));
    expect(temperatureColour(60)).toBe(temperatureColour(35));
  });

  it('change steadily: no two neighbours differ much', () => {
    for (let celsius = 15; celsius < 35; celsius += 0.1) {
      const [before, after] = [partsOf(celsius), partsOf(celsius + 0.1)];
      before.forEach((part, index) => expect(Math.abs(part - after[index]!)).toBeLessThan(12));
    }
  });

  it('are colder than red inside the recommended range and redder than green beyond the allowable one', () => {
    const [coolRed = 0, coolGreen = 0] = partsOf(21);
    const [hotRed = 0, hotGreen = 0] = partsOf(33);
    expect(coolGreen).toBeGreaterThan(coolRed);
    expect(hotRed).toBeGreaterThan(2 * hotGreen);
  });

  it.each([
    [17.9, 'below recommended'],
    [18, 'recommended'],
    [27, 'recommended'],
    [27.1, 'above recommended'],
    [32.1, 'above allowable (A1)'],
  ])('%d °C is %s', (celsius, range) => {
    expect(inletRange(celsius)).toBe(range);
  });
});
