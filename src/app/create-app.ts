import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { checkoutRoot } from '../config/checkout.js';
import type { Config } from '../config/config.js';
import { isJsonBody, refuseOtherBodies } from '../http/json-body.js';
import { openApiOf, serveOpenApi } from '../http/openapi/openapi.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { setSecurityHeaders } from '../http/security-headers.js';
import { validationPipe } from '../http/validation.pipe.js';
import { NestLog } from '../observability/nest-log.js';
import { appModule } from './app.module.js';
import { HttpDrain } from './http-drain.js';
import type { Kit } from './kit.js';
import type { Service } from './service.js';

const consoleFolder = join(checkoutRoot, 'dist', 'console');
const packageFile = join(checkoutRoot, 'package.json');

/** JSON bodies of the API; telemetry has its own limit and is read by its own routes. */
const maxJsonBytes = 1024 * 1024;

/** The Nest application around a built service, ready to listen. */
export async function createApp(config: Config, kit: Kit, service: Service): Promise<NestExpressApplication> {
  const version = serviceVersionOf(packageFile);
  const app = await NestFactory.create<NestExpressApplication>(appModule(config, kit, service, version), {
    logger: new NestLog(kit.log),
    bodyParser: false,
    abortOnError: false,
  });
  app.use(setSecurityHeaders);
  app.use(app.get(HttpDrain).admit);
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(refuseOtherBodies);
  app.useBodyParser('json', { limit: maxJsonBytes, type: isJsonBody });
  if (service.reading)
    app.useStaticAssets(consoleFolder, { index: 'index.html', maxAge: '1h', setHeaders: neverCacheTheIndex });
  app.useGlobalFilters(new ProblemFilter(kit.log, kit.metrics));
  app.useGlobalPipes(validationPipe());
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  serveOpenApi(app, openApiOf(app, version));
  return app;
}

function neverCacheTheIndex(response: { setHeader(name: string, value: string): void }, path: string): void {
  if (path.endsWith('index.html')) response.setHeader('Cache-Control', 'no-cache');
}

function serviceVersionOf(file: string): string {
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
