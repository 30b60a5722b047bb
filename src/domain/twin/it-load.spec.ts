import { describe, expect, it } from '@jest/globals';
import { courseOfDay, WorkloadDemand } from './it-load.js';
import { LocalClock } from './local-time.js';
import { Noise } from './noise.js';

const tuesday = 1;
const sunday = 6;

describe('the demand of a workload', () => {
  it('of an office peaks in the morning of a working day and is almost gone on Sunday', () => {
    expect(courseOfDay('office', { hour: 10.5, weekday: tuesday })).toBeCloseTo(1);
    expect(courseOfDay('office', { hour: 3, weekday: tuesday })).toBeLessThan(0.05);
    expect(courseOfDay('office', { hour: 10.5, weekday: sunday })).toBeLessThan(0.2);
  });

  it('of consumers peaks in the evening, higher on Sunday', () => {
    const evening = courseOfDay('consumer', { hour: 20.5, weekday: tuesday });
    expect(evening).toBeGreaterThan(2 * courseOfDay('consumer', { hour: 9, weekday: tuesday }));
    expect(courseOfDay('consumer', { hour: 20.5, weekday: sunday })).toBeGreaterThan(evening);
  });

  it('of batch runs comes at night and is continuous at midnight', () => {
    expect(courseOfDay('batch', { hour: 2.5, weekday: tuesday })).toBe(1);
    const midnight = courseOfDay('batch', { hour: 0, weekday: tuesday });
    expect(courseOfDay('batch', { hour: 23.999, weekday: tuesday })).toBeCloseTo(midnight, 2);
  });

  it('of training runs full for hours, then pauses', () => {
    const demand = new WorkloadDemand({ name: 'training', shape: 'training', base: 0.1, peak: 0.9, noise: 0 });
    const noise = new Noise(4, 'jobs');
    const levels = Array.from({ length: 7 * 24 * 60 }, () => {
      demand.advance({ hour: 0, weekday: tuesday }, 60, noise);
      return demand.level;
    });
    const busy = levels.filter((level) => level > 0.85).length / levels.length;
    const idle = levels.filter((level) => level < 0.15).length / levels.length;
    expect(busy).toBeGreaterThan(0.75);
    expect(idle).toBeGreaterThan(0.02);
  });
});

describe('local time', () => {
  it('follows the time zone through its change to summer time', () => {
    const berlin = new LocalClock('Europe/Berlin');
    expect(berlin.at(Date.UTC(2026, 2, 29, 0, 30)).hour).toBeCloseTo(1.5);
    expect(berlin.at(Date.UTC(2026, 2, 29, 1, 30)).hour).toBeCloseTo(3.5);
  });

  it('knows the day of the week there, which may not be that of UTC', () => {
    const monday = Date.UTC(2026, 2, 9, 23, 30);
    expect(new LocalClock('UTC').at(monday).weekday).toBe(0);
    expect(new LocalClock('Asia/Kolkata').at(monday)).toEqual({ hour: 5, weekday: 1 });
    expect(new LocalClock('America/St_Johns').at(monday).hour).toBeCloseTo(21);
  });
});
