// Entry of the child process that lives through the week: the plan comes in as a message, then each message asks for the
// next hour, which goes out as one.
import { readFileSync } from 'node:fs';
import { parseSite } from '../../src/config/load-site.js';
import { Twin } from '../../src/domain/twin/twin.js';
import { stepSeconds, type WeekHour, type WeekPlan } from './week-plan.js';

process.once('message', (plan: WeekPlan) => {
  const site = parseSite(readFileSync(plan.siteFile, 'utf8'), plan.siteFile);
  const twin = new Twin(site, plan);
  let hour = 0;
  const next = () => {
    for (const { afterHours, fault } of plan.faults) if (afterHours === hour) twin.inject(fault);
    hour += 1;
    process.send?.(liveAnHour(twin));
  };
  process.on('message', next);
  process.send?.({ series: twin.sensors.length });
});

function liveAnHour(twin: Twin): WeekHour {
  const steps = 3_600 / stepSeconds;
  const readings = Array.from({ length: steps }, () => {
    twin.step(stepSeconds);
    const values = new Float64Array(twin.sensors.length);
    twin.read(values);
    return { at: twin.now, values };
  });
  let points = 0;
  const series = twin.sensors.flatMap(({ assetId: asset, metric, component }, sensor) => {
    const read = readings.flatMap(({ at, values }) => {
      const value = values[sensor] ?? Number.NaN;
      return Number.isNaN(value) ? [] : [{ at, value }];
    });
    points += read.length;
    if (read.length === 0) return [];
    return [{ asset, metric, component, at: read.map(({ at }) => at), values: read.map(({ value }) => value) }];
  });
  return { points, body: JSON.stringify({ series }) };
}
