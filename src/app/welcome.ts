import { type Config, demoSiteFile } from '../config/config.js';

/** Where the commands look when no `--url` is given. */
const defaultPort = '8080';

/** Says in a few lines where to look. */
export function printWelcome(url: string, siteName: string, config: Config): void {
  const isDefaultPort = new URL(url).port === defaultPort;
  const tryOut = `npx plenum twin inject crah-fan-failure hall-1-crah-1${isDefaultPort ? '' : ` --url ${url}`}`;
  const servesConsole = config.mode === 'embedded' || (config.mode === 'distributed' && config.roles.has('api'));
  const lines = [
    '',
    `  Plenum is running: ${siteName}${config.twin.enabled ? ' (simulated by the digital twin)' : ''}`,
    ...(servesConsole ? [`    console   ${url}/`] : []),
    `    API       ${url}/api/docs`,
    config.mode === 'distributed' ? `    roles     ${[...config.roles].join(', ')}` : `    data      ${config.dataDir}`,
    ...(config.twin.enabled && (config.siteFile ?? demoSiteFile) === demoSiteFile ? [`    try       ${tryOut}`] : []),
    '  Ctrl-C ends it.',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
