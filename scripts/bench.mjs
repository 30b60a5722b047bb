// `npm run bench [area ...]`: measures what the targets name, prints each figure beside its target, and writes
// bench/results/<area>.json. BENCH_DATA_DIR is the folder with the public data sets (default: ../shared/data);
// BENCH_WEEK is how many halls and hours the week has, to try it (default: 10x168).
// BENCH_LOAD_SECONDS is how long the service is loaded (default: 30; 3600 shows whether its memory stays flat).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { figure } from './figure.mjs';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

const startUpLimitMs = 60_000;
const stopLimitMs = 60_000;

/** An area is measured by a function that yields rows, or undefined when what it needs is not here. */
const areas = {
  detection: async () => {
    const data = process.env.BENCH_DATA_DIR ?? join(root, '..', 'shared', 'data');
    if (!existsSync(data)) return undefined;
    const { runDetectionBench } = await import('../dist/bench/detection/main.js');
    return runDetectionBench(data);
  },
  forecasting: async () => {
    const data = process.env.BENCH_DATA_DIR ?? join(root, '..', 'shared', 'data');
    if (!existsSync(data)) return undefined;
    const { runForecastingBench } = await import('../dist/bench/forecasting/main.js');
    return runForecastingBench(data);
  },
  backends: async () => {
    const { runBackendsBench } = await import('../dist/bench/backends/main.js');
    return runBackendsBench();
  },
  telemetry: async () => {
    const { runTelemetryBench } = await import('../dist/bench/telemetry/main.js');
    return runTelemetryBench();
  },
  service: async () => {
    const { runServiceBench } = await import('../dist/bench/service/main.js');
    const loadSeconds = Number(process.env.BENCH_LOAD_SECONDS ?? '30');
    return withService((url) => runServiceBench(url, { loadSeconds }));
  },
  // These start the servers and services of the tests, which are not built, so they run from their sources.
  'forecast-service': async () => {
    await import('./typescript.mjs');
    const { runForecastServiceBench } = await import('../bench/forecast-service/main.ts');
    return runForecastServiceBench();
  },
  influx: async () => {
    await import('./typescript.mjs');
    const { runInfluxBench } = await import('../bench/influx/main.ts');
    return runInfluxBench();
  },
  distributed: async () => {
    await import('./typescript.mjs');
    const { runDistributedBench } = await import('../bench/distributed/main.ts');
    return runDistributedBench();
  },
  week: async () => {
    await import('./typescript.mjs');
    const { runWeekBench } = await import('../bench/week/main.ts');
    const [halls, hours] = (process.env.BENCH_WEEK ?? '10x168').split('x').map(Number);
    return runWeekBench({ halls, hours });
  },
};

await ensureInstalled({ development: true });
await ensureBuilt();
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(areas);
for (const area of chosen) {
  if (areas[area] === undefined) {
    console.error(`bench: no area ${area}; there are ${Object.keys(areas).join(', ')}`);
    process.exit(2);
  }
}
for (const area of chosen) {
  const rows = await areas[area]();
  if (rows === undefined) {
    console.log(`${area}: skipped, its data is not here (set BENCH_DATA_DIR)`);
    continue;
  }
  print(area, rows);
  await save(area, rows);
}

/** Starts the service alone on an empty data folder, without sources of its own, and ends it afterwards. */
async function withService(measure) {
  const dataDir = await mkdtemp(join(tmpdir(), 'plenum-bench-'));
  const port = await freePort();
  const service = spawn(process.execPath, [join(root, 'bin', 'plenum.js'), 'up'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PLENUM_DATA_DIR: dataDir,
      PLENUM_HTTP_PORT: String(port),
      PLENUM_TWIN: 'off',
      PLENUM_HOST_SOURCE: 'off',
      PLENUM_LOG_LEVEL: 'error',
    },
  });
  const ended = once(service, 'exit');
  try {
    const url = `http://127.0.0.1:${port}`;
    await awaitReady(url, service);
    return await measure(url);
  } finally {
    service.kill('SIGTERM');
    await Promise.race([ended, pause(stopLimitMs).then(() => service.kill('SIGKILL'))]);
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function awaitReady(url, service) {
  const giveUpAt = Date.now() + startUpLimitMs;
  while (Date.now() < giveUpAt) {
    if (service.exitCode !== null) throw new Error(`the service ended with code ${service.exitCode} while starting`);
    const response = await fetch(`${url}/ready`).catch(() => undefined);
    if (response?.ok) return;
    await pause(100);
  }
  throw new Error(`the service was not ready after ${startUpLimitMs / 1000} s`);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function print(area, rows) {
  const lines = rows.map(({ what, value, unit, target, ratio, reference }) => [
    what,
    `${figure(value)} ${unit}`,
    target === undefined ? '' : figure(target),
    ratio === undefined ? '' : ratio.toFixed(2),
    reference,
  ]);
  const table = [['', 'measured', 'target', 'ratio', 'reference'], ...lines];
  const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
  console.log(`\n${area}`);
  for (const line of table)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
}

async function save(area, rows) {
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? 'unknown' };
  await mkdir(join(root, 'bench', 'results'), { recursive: true });
  const content = JSON.stringify({ area, measuredAt: new Date().toISOString(), machine, rows }, null, 2);
  await writeFile(join(root, 'bench', 'results', `${area}.json`), `${content}\n`);
}
