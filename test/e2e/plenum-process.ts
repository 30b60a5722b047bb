import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { withinMs } from './patience.js';

const entry = fileURLToPath(new URL('../../bin/plenum.js', import.meta.url));
const startUpLimitMs = 120_000;
const stopLimitMs = 30_000;

/** Time limit of a test or hook that starts services: generous, for a machine that is busy with other things. */
export const patienceMs = 240_000;

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

/** A real service on a free port, without sources of its own. */
export interface RunningService {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** Exit code, or null when a signal ended it. */
  readonly exitCode: Promise<number | null>;
  /** The JSON answer to a GET of the path. */
  get(path: string): Promise<unknown>;
  signal(name: 'SIGTERM' | 'SIGINT'): void;
  /** Ends it as a power cut would. Its data stays. */
  kill(): Promise<void>;
  /** Ends it as an operator would, and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a service and waits until it is ready, on an empty data folder of its own or on the one that an earlier
 * service left. Rejects with its output when it does not become ready.
 */
export async function startService(env: Record<string, string> = {}, leftBy?: RunningService): Promise<RunningService> {
  const dataDir = leftBy?.dataDir ?? (await mkdtemp(join(tmpdir(), 'plenum-e2e-')));
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
  const exitCode = once(child, 'exit').then(([code]) => code as number | null);
  const url = `http://127.0.0.1:${port}`;
  const kill = async () => {
    child.kill('SIGKILL');
    await exitCode;
  };
  const stop = async () => {
    child.kill('SIGTERM');
    const deadline = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
    await exitCode;
    clearTimeout(deadline);
    await rm(dataDir, { recursive: true, force: true });
  };
  if (!(await becomesReady(url, () => child.exitCode !== null))) {
    await stop();
    throw new Error(`the service did not become ready:\n${output}`);
  }
  const get = async (path: string): Promise<unknown> => (await fetch(new URL(path, url))).json();
  return { url, port, dataDir, exitCode, get, signal: (name) => child.kill(name), kill, stop };
}

/** Asks until the answer is as wanted. Rejects after `withinMs`, or what is given, with the last answer. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
  boundMs = withinMs,
): Promise<T> {
  const giveUpAt = Date.now() + boundMs;
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
