import type { INestApplication } from '@nestjs/common';
import { SystemClock } from './adapters/system/system-clock.js';
import { UuidV7 } from './adapters/system/uuid-v7.js';
import { createApp } from './app/create-app.js';
import { listen, refuseUsedPort } from './app/listen.js';
import { openDistributedBackEnds } from './app/distributed-back-ends.js';
import { buildDistributedService } from './app/distributed-service.js';
import { openEmbeddedBackEnds } from './app/embedded-back-ends.js';
import { buildService } from './app/service.js';
import { printWelcome } from './app/welcome.js';
import { demoSiteFile, loadConfig } from './config/config.js';
import { withConfigFile } from './config/env-file.js';
import { loadAlerting } from './config/load-alerting.js';
import { loadSite } from './config/load-site.js';
import { PinoLog } from './observability/pino-log.js';
import { PromMetrics } from './observability/prom-metrics.js';

/**
 * Starts the service and returns once it serves; SIGTERM and SIGINT end it in order. Rejects with a DomainError that says
 * what is wrong and what to do: a bad variable, a broken site file, a port in use, a data folder of another version, a back end that does not answer.
 */
export async function startService(env: Readonly<Record<string, string | undefined>>): Promise<INestApplication> {
  const settings = withConfigFile(env);
  const config = loadConfig(settings);
  const site = await loadSite(config.siteFile ?? demoSiteFile);
  const alerting = await loadAlerting(config, settings);
  await refuseUsedPort(config.http);
  const clock = new SystemClock();
  const log = new PinoLog(config.log.level, config.log.format ?? (process.stderr.isTTY ? 'text' : 'json'));
  const kit = { clock, ids: new UuidV7(clock), log, metrics: new PromMetrics() };
  const service =
    config.mode === 'embedded'
      ? await buildService({ config, alerting, site, kit, backEnds: await openEmbeddedBackEnds(config, kit) })
      : await buildDistributedService({
          config,
          alerting,
          site,
          kit,
          backEnds: await openDistributedBackEnds(config, kit),
        });
  const app = await createApp(config, kit, service);
  const url = await listen(app, config.http);
  printWelcome(url, site.name, config);
  return app;
}
