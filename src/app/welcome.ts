import { type Config, demoSiteFile } from '../config/config.js';

/** Where the commands look when no `--url` is given. */
const defaultPort = '8080';

/** Says in a few lines where to look. */
export function printWelcome(url: string, siteName: string, config: Config): void {
  const isDefaultPort = new URL(url).port === defaultPort;
  const tryOut = `npx plenum twin inject crah-fan-failure hall-1-crah-1${isDefaultPort ? '' : ` --url ${url}`}`;
  const lines = [
    '',
    `  Plenum is running: ${siteName}${config.twin.enabled ? ' (simulated by the digital twin)' : ''}`,
    `    console   ${url}/`,
    `    API       ${url}/api/docs`,
    `    data      ${config.dataDir}`,
    ...(config.twin.enabled && (config.siteFile ?? demoSiteFile) === demoSiteFile ? [`    try       ${tryOut}`] : []),
    '  Ctrl-C ends it.',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
