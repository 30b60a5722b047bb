import { type Config, demoSiteFile } from '../../config/config.js';
import { checkAlerting } from './alerting.js';
import { checkBackEnds } from './back-ends.js';
import { checkSite, readConfig } from './configuration.js';
import { checkDataFolder } from './data-folder.js';
import { checkDetection } from './detection.js';
import { type Finding, ok } from './finding.js';
import { buildTime, checkBuild, checkConsole, checkPackages } from './installation.js';
import { checkClock, checkMemory, checkNode } from './machine.js';
import { checkPort } from './port.js';
import { checkServiceTraining, checkTraining } from './training.js';

/** Runs every check. `root` is the folder of the checkout; without a valid configuration what hangs on it is not checked. */
export async function examine(
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Promise<readonly Finding[]> {
  const builtAt = await buildTime(root);
  const machine = [checkNode(), checkMemory(), checkClock(Date.now(), builtAt ?? 0)];
  const installation = [checkBuild(builtAt), await checkConsole(root), await checkPackages(), await checkTraining()];
  const config = readConfig(env);
  if ('status' in config) return [...machine, ...installation, config];
  return [
    ...machine,
    ...installation,
    ok('configuration', modeOf(config)),
    await checkSite(config.siteFile, demoSiteFile),
    ...(config.mode === 'distributed' ? [] : [await checkDataFolder(config.dataDir)]),
    ...(config.mode === 'embedded' ? [] : await checkBackEnds(config)),
    ...(await checkDetection(config.detectionFile)),
    ...(await checkAlerting(config, env)),
    await checkServiceTraining(config.modelBackend),
    await checkPort(config.http.host, config.http.port),
  ];
}

function modeOf(config: Config): string {
  return config.mode === 'distributed'
    ? `mode distributed, roles ${[...config.roles].join(', ')}`
    : `mode ${config.mode}`;
}
