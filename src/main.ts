import type { INestApplication } from '@nestjs/common';
import { SystemClock } from './adapters/system/system-clock.js';
import { UuidV7 } from './adapters/system/uuid-v7.js';
import { createApp } from './app/create-app.js';
import { listen, refuseUsedPort } from './app/listen.js';
import type { Kit } from './app/kit.js';
import type { Service } from './app/service.js';
import { printWelcome } from './app/welcome.js';
import type { DetectionSource } from './application/detection-settings.js';
import { type Config, demoSiteFile, loadConfig } from './config/config.js';
import { withConfigFile } from './config/env-file.js';
import { type AlertingSource, alertingSource, nobodyTold, tellsOfAlerts } from './config/load-alerting.js';
import { loadDetection } from './config/load-detection.js';
import { loadSite } from './config/load-site.js';
import type { Site } from './domain/assets/site.js';
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
  const alerting = tellsOfAlerts(config)
    ? await alertingSource(config, settings)
    : { config: nobodyTold, source: undefined };
  const detection = config.detectionFile === undefined ? undefined : await loadDetection(config.detectionFile);
  await refuseUsedPort(config.http);
  const clock = new SystemClock();
  const log = new PinoLog(config.log.level, config.log.format ?? (process.stderr.isTTY ? 'text' : 'json'));
  const kit = { clock, ids: new UuidV7(clock), log, metrics: new PromMetrics() };
  const service = await serviceOf({ config, alerting, detection, site, kit });
  const app = await createApp(config, kit, service);
  const url = await listen(app, config.http);
  printWelcome(url, site.name, config);
  return app;
}

interface ServiceParts {
  readonly config: Config;
  readonly alerting: AlertingSource;
  /** Undefined: every series is judged as its detector says. */
  readonly detection: DetectionSource | undefined;
  readonly site: Site;
  readonly kit: Kit;
}

/** Loads and builds what the mode needs and nothing else: libraries of back ends are large. */
async function serviceOf({ config, ...parts }: ServiceParts): Promise<Service> {
  const { kit } = parts;
  switch (config.mode) {
    case 'embedded': {
      const { openEmbeddedBackEnds } = await import('./app/embedded-back-ends.js');
      const { buildService } = await import('./app/service.js');
      return buildService({ ...parts, config, backEnds: await openEmbeddedBackEnds(config, kit) });
    }
    case 'distributed': {
      const { openDistributedBackEnds } = await import('./app/distributed-back-ends.js');
      const { buildDistributedService } = await import('./app/distributed-service.js');
      return buildDistributedService({ ...parts, config, backEnds: await openDistributedBackEnds(config, kit) });
    }
    case 'edge': {
      const { openEdgeBackEnds } = await import('./app/edge-back-ends.js');
      const { buildEdgeService } = await import('./app/edge-service.js');
      return buildEdgeService({ ...parts, config, backEnds: await openEdgeBackEnds(config, kit) });
    }
  }
}
