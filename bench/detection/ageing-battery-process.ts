import { readFileSync } from 'node:fs';
import { parseSite } from '../../src/config/load-site.js';
import { liveGrouped } from './grouped-life.js';
import { IncidentDesk } from './incident-desk.js';
import { WatchedSite } from './watched-site.js';

/**
 * Run as a process with the arguments seed and start (ISO 8601): prints what becomes of a battery that loses 2 % a day, after
 * a day of history and one of life. The UPSs of the row are taken small enough that their load can be told from rest.
 */
const [seed = '', start = ''] = process.argv.slice(2);
const file = 'test/scenarios/one-row.yaml';
const site = parseSite(readFileSync(file, 'utf8').replaceAll('ratedPowerW: 20000, at', 'ratedPowerW: 8000, at'), file);
const stepSeconds = 60;
const daySeconds = 86_400;

const watched = new WatchedSite(site, { seed: Number(seed), startMs: Date.parse(start) });
const desk = new IncidentDesk(site.model);
watched.backfill(26);
liveGrouped(watched, desk, { seconds: daySeconds, stepSeconds });
const struckAt = watched.twin.now;
watched.twin.inject({ kind: 'battery-ageing', asset: 'ups-a', magnitude: 0.02 });
const alerts = liveGrouped(watched, desk, { seconds: 8 * daySeconds, stepSeconds });
console.log(
  JSON.stringify({
    alerts: alerts.map(({ assetId, metric, firedAt = NaN }) => ({
      assetId,
      metric,
      days: (firedAt - struckAt) / (daySeconds * 1_000),
    })),
    incidents: desk.standing.map(({ title, severity, report }) => ({
      title,
      severity,
      cause: report.runbook.causeKind,
    })),
  }),
);
