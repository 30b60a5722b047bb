import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../bin/plenum.js', import.meta.url));
const startUpLimitMs = 45_000;

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command of the real command line, as built, to its end. */
export async function runPlenum(args: readonly string[], env: Record<string, string> = {}): Promise<Finished> {
  const child = spawn(process.execPath, [entry, ...args], { env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** A real service on a free port with its own empty data folder, without sources of its own. */
export interface RunningService {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** The JSON answer to a GET of the path. */
  get(path: string): Promise<unknown>;
  /** Ends it as an operator would, and removes its data. */
  stop(): Promise<void>;
}

/** Starts a service and waits until it is ready. Rejects with its output when it is not. */
export async function startService(env: Record<string, string> = {}): Promise<RunningService> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plenum-e2e-'));
  const port = await freePort();
  const child = spawn(process.execPath, [entry, 'up'], {
    env: {
      ...process.env,
      PLENUM_DATA_DIR: dataDir,
      PLENUM_HTTP_PORT: String(port),
      PLENUM_TWIN: 'off',
      PLENUM_HOST_SOURCE: 'off',
      PLENUM_LOG_LEVEL: 'warn',
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-10_000)));
  }
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  if (!(await becomesReady(url, () => child.exitCode !== null))) {
    await stop();
    throw new Error(`the service did not become ready:\n${output}`);
  }
  const get = async (path: string): Promise<unknown> => (await fetch(new URL(path, url))).json();
  return { url, port, dataDir, get, stop };
}

/** Asks until the answer is as wanted. Rejects after 30 s with the last answer. */
export async function eventually<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T> {
  const giveUpAt = Date.now() + 30_000;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > giveUpAt) throw new Error(`still not as wanted: ${JSON.stringify(answer)}`);
    await pause(50);
  }
}

async function becomesReady(url: string, hasEnded: () => boolean): Promise<boolean> {
  const giveUpAt = Date.now() + startUpLimitMs;
  while (Date.now() < giveUpAt && !hasEnded()) {
    const response = await fetch(`${url}/ready`).catch(() => undefined);
    if (response?.ok === true) return true;
    await pause(50);
  }
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
