import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hourMs, monday } from '../../../test/forecasting/builders.js';
import { ForecastingSite, rackPowerW } from '../../../test/forecasting/forecasting-site.js';
import { DomainError } from '../../domain/errors.js';
import { FollowForecasts } from './follow-forecasts.js';
import { LatestForecasts } from './latest-forecasts.js';
import type { LiveForecast } from '../../domain/forecasting/live/live-forecast.js';

const rack = { assetId: 'rack-1', metric: 'dc.rack.power', component: '' };
const row = { ...rack, assetId: 'row-1' };
const dayHours = 24;

describe('forecasting a row of racks', () => {
  let site: ForecastingSite;
  beforeEach(async () => void (site = await ForecastingSite.open()));
  afterEach(() => site.close());

  const told = (subject = rack): LiveForecast => site.latest.of(subject)!;

  it('tells each rack, the row and the site for the next day, once a day of history is there', async () => {
    await site.report(0, 20);
    site.goTo(20);
    await site.round();
    expect(site.forecastLog.all).toHaveLength(0);
    await site.live(20, 30);
    expect(site.forecastLog.all.filter(({ originMs }) => originMs === monday + 30 * hourMs)).toHaveLength(5);
    const { originMs, mean, forecaster } = told();
    expect(originMs).toBe(monday + 30 * hourMs);
    expect(mean).toHaveLength(dayHours);
    expect(forecaster).toBe('seasonal-naive');
    mean.forEach((value, step) => {
      expect(Math.abs(value - rackPowerW(1, 30 + step))).toBeLessThan(100);
    });
    const together = [1, 2, 3].reduce((sum, n) => sum + rackPowerW(n, 30), 0);
    expect(Math.abs(told(row).mean[0]! - together)).toBeLessThan(250);
  });

  it('lays intervals around the first forecast already, from a look back at the last two days', async () => {
    await site.report(0, 5 * dayHours);
    site.goTo(5 * dayHours);
    await site.round();
    const { bands, skill, mean } = told();
    expect(bands.map(({ level }) => level)).toEqual([0.8, 0.95]);
    for (const { lower, upper } of bands) {
      mean.forEach((value, step) => {
        expect(lower[step]!).toBeLessThanOrEqual(value);
        expect(upper[step]!).toBeGreaterThanOrEqual(value);
      });
    }
    expect(skill?.overall.judged).toBeGreaterThan(0);
  });

  it('is told by a model that the racks share when there is enough to learn from', async () => {
    await site.report(0, 21 * dayHours);
    site.goTo(21 * dayHours);
    await site.round();
    expect(told().forecaster).toBe('combination');
    expect(told(row).forecaster).toBe('combination');
  });

  it('reads the weeks before once, and then what is new', async () => {
    await site.report(0, 30);
    await site.live(30, 33);
    expect(Math.max(...site.hoursRead.slice(0, 1))).toBe(1008);
    expect(Math.max(...site.hoursRead.slice(1))).toBeLessThanOrEqual(4);
  });

  it('tells an hour once, and nothing while it is not settled', async () => {
    await site.report(0, 30);
    site.goTo(30);
    await site.round();
    const count = site.forecastLog.all.length;
    await site.round();
    site.clock.advance(hourMs - 100_000);
    await site.round();
    expect(site.forecastLog.all).toHaveLength(count);
  });

  it('goes on after a kill: nothing is told twice, and forecasts from before it are judged', async () => {
    await site.report(0, 60);
    await site.live(60, 64);
    const [before, count] = [told(), site.forecastLog.all.length];
    await site.restart();
    expect(told()).toEqual(before);
    await site.round();
    expect(site.forecastLog.all).toHaveLength(count);
    await site.live(64, 65);
    const undisturbed = before.skill!.overall.judged;
    expect(told().skill!.overall.judged).toBeGreaterThan(undisturbed);
    expect(told().originMs).toBe(monday + 65 * hourMs);
  });

  it('forecasts what a killed process had worked out and not told, the same as it would have', async () => {
    await site.report(0, 60);
    await site.live(60, 63);
    const append = site.forecastLog.append.bind(site.forecastLog);
    site.forecastLog.append = () => Promise.reject(new Error('killed'));
    await expect(site.live(63, 64)).rejects.toThrow('killed');
    site.forecastLog.append = append;
    await site.restart();
    await site.round();
    const afterKill = told();
    const other = await ForecastingSite.open();
    await other.report(0, 60);
    await other.live(60, 64);
    expect(afterKill).toEqual(other.latest.of(rack));
    await other.close();
  });

  it('is seen by other processes although the models of a large site took longer to fit than they look back', async () => {
    await site.report(0, 21 * dayHours);
    site.goTo(21 * dayHours);
    const elsewhere = new LatestForecasts();
    const follow = new FollowForecasts(site.forecastLog, elsewhere, site.clock);
    const fit = site.fitting.fit.bind(site.fitting);
    site.fitting.fit = async (...asked) => {
      site.clock.advance(hourMs / 3);
      await follow.look();
      return fit(...asked);
    };
    await site.round();
    await follow.look();
    expect(elsewhere.of(rack)).toEqual(told());
  });

  it('tells seasonal naive while a model cannot be fitted, and says so, instead of telling nothing at all', async () => {
    await site.report(0, 21 * dayHours);
    site.goTo(21 * dayHours);
    const fit = site.fitting.fit.bind(site.fitting);
    site.fitting.fit = () => Promise.reject(new DomainError('internal', 'a matrix that cannot be'));
    await site.round();
    expect(told().forecaster).toBe('seasonal-naive');
    expect(site.log.lines).toContainEqual(expect.objectContaining({ level: 'error' }));
    site.fitting.fit = fit;
    await site.live(21 * dayHours, 21 * dayHours + 1);
    expect(told().forecaster).toBe('combination');
  });

  it('tells a rack that comes back after seven weeks as soon as it would tell a new one', async () => {
    await site.report(0, 48);
    site.goTo(48);
    await site.round();
    const backHour = 48 + 49 * dayHours;
    await site.report(48, backHour + 25, (n) => n !== 1);
    site.goTo(backHour);
    await site.round();
    await site.report(backHour, backHour + 25);
    site.goTo(backHour + 25);
    await site.round();
    expect(told().originMs).toBe(monday + (backHour + 25) * hourMs);
  });

  it('goes on at once when a clock that was a month ahead is put right', async () => {
    await site.report(0, 48);
    site.goTo(48 + 30 * dayHours);
    await site.round();
    site.goTo(48);
    await site.round();
    expect(told().originMs).toBe(monday + 48 * hourMs);
  });

  it('waits a few minutes for a rack whose last hour is missing, then forecasts without it, and not once it is silent', async () => {
    await site.report(0, 48);
    await site.report(48, 49, (n) => n !== 1);
    site.goTo(49);
    await site.round();
    expect(site.latest.of(rack)).toBeUndefined();
    for (let minute = 0; minute < 10; minute++) {
      site.clock.advance(60_000);
      await site.round();
    }
    expect(told().originMs).toBe(monday + 49 * hourMs);
    await site.report(49, 60, (n) => n !== 1);
    site.goTo(60);
    for (let minute = 0; minute < 10; minute++) {
      await site.round();
      site.clock.advance(60_000);
    }
    expect(told().originMs).toBe(monday + 49 * hourMs);
    expect(site.latest.of({ ...rack, assetId: 'rack-2' })?.originMs).toBe(monday + 60 * hourMs);
  });
});
