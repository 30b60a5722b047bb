import { BacktestDetection, type PresentDetection } from '../application/backtest-detection.js';
import { BacktestJobs } from '../application/backtest-jobs.js';
import { BeginBacktest } from '../application/begin-backtest.js';
import type { SiteAssets } from '../application/site-assets.js';
import { parseDetection } from '../config/load-detection.js';
import type { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import type { BackEnds } from './back-ends.js';
import type { Kit } from './kit.js';

interface BacktestParts {
  readonly kit: Kit;
  readonly backEnds: Pick<BackEnds, 'alertLog' | 'auditLog'>;
  readonly store: TelemetryStore;
  readonly registry: SeriesRegistry;
  readonly siteAssets: SiteAssets;
  readonly settings: SettingsInForce;
}

/** As errors call a text that came in a request. */
const proposalName = 'settings';

/** What tries settings on stored history. The jobs are a loop, so that a stop ends them. */
export function buildBacktests({ kit, backEnds, store, registry, siteAssets, settings }: BacktestParts) {
  const present: PresentDetection = {
    site: () => siteAssets.model,
    rules: () => settings.rules,
    deviceLimits: () => settings.deviceLimits,
  };
  const backtest = new BacktestDetection(registry, store, backEnds.alertLog, kit.clock, present);
  const jobs = new BacktestJobs(backtest, backEnds.auditLog, kit);
  const parse = (text: string) => parseDetection(text, proposalName);
  return { jobs, begin: new BeginBacktest(jobs, present, parse, (ids) => store.latest(ids)) };
}
