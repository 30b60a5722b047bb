import type { Config } from '../config/config.js';

/** Says in a few lines where to look. */
export function printWelcome(url: string, siteName: string, config: Config): void {
  const lines = [
    '',
    `  Plenum is running: ${siteName}${config.twin.enabled ? ' (simulated by the digital twin)' : ''}`,
    `    console   ${url}/`,
    `    API       ${url}/api/docs`,
    `    data      ${config.dataDir}`,
    ...(config.twin.enabled ? ['    try       npx plenum twin inject crah-fan-failure hall-1-crah-1'] : []),
    '  Ctrl-C ends it.',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
