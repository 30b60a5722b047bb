import { describe, expect, it } from '@jest/globals';
import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import { concernsHall } from './concerns-hall.js';

const hall = new Set(['hall-1-rack-1', 'hall-1-crah-1', 'ups-a']);
const incident = (room: string | null, assets: string[], alertsByKind: Record<string, number>) =>
  ({ room, assets, alertsByKind }) as IncidentOut;

describe('the floor of a hall', () => {
  it.each([
    ['a CRAH of the hall that has failed', incident('hall-1', ['hall-1-crah-1'], { crah: 3 }), true],
    ['a device in the hall that has no place on the map', incident('hall-1', ['hall-1-sensor'], { unknown: 1 }), true],
    ['a chiller that has stopped, before any hall feels it', incident(null, ['chiller-1'], { chiller: 2 }), true],
    ['a CRAH of another hall', incident('hall-2', ['hall-2-crah-1'], { crah: 3 }), false],
    ['trouble of another hall that has reached this one', incident('hall-2', ['hall-2-crah-1', 'ups-a'], {}), true],
    ['a device that only telemetry knows', incident(null, ['web-17'], { unknown: 1 }), false],
  ])('%s', (_what, one, isShown) => {
    expect(concernsHall(one, 'hall-1', hall)).toBe(isShown);
  });
});
