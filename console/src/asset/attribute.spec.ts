import { describe, expect, it } from '@jest/globals';
import { attributeName, attributeValue } from './attribute.js';

describe('attributes of the site model', () => {
  it.each([
    ['maxPowerW', 620, 'Max power', '620 W'],
    ['airflowM3PerS', 1.2, 'Airflow', '1.20 m³/s'],
    ['supplySetpointC', 18, 'Supply setpoint', '18.0 °C'],
    ['widthM', 9, 'Width', '9 m'],
    ['heightU', 42, 'Height', '42 U'],
    ['cpuThreads', 96, 'Cpu threads', '96'],
    ['model', 'CN-2200', 'Model', 'CN-2200'],
    ['hotAisle', true, 'Hot aisle', 'yes'],
  ])('%s reads well', (name, value, title, text) => {
    expect(attributeName(name)).toBe(title);
    expect(attributeValue(name, value).replaceAll(' ', ' ')).toBe(text);
  });
});
