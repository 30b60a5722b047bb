import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** A port of the loopback interface that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('BUG: a listening server has no port');
  return address.port;
}

const withinMs = 60_000;

/** A program that runs beside the tests: started by the harness, ended by its process id, never by its name. */
export class ServerProcess {
  #complaint = '';

  private constructor(private readonly child: ChildProcess) {}

  /** Starts the program, under a user if one is named; resolves when `isReady` first says so. Rejects with its output when it ends before. */
  static async start(
    command: readonly [string, ...string[]],
    isReady: () => Promise<boolean>,
    options: { readonly uid?: number; readonly gid?: number; readonly env?: NodeJS.ProcessEnv } = {},
  ): Promise<ServerProcess> {
    const [program, ...args] = command;
    const started = new ServerProcess(
      spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/', ...options }),
    );
    started.#listen();
    const deadline = Date.now() + withinMs;
    while (!(await isReady())) {
      if (started.hasEnded) throw new Error(`${program} has ended: ${started.#complaint}`);
      if (Date.now() > deadline) {
        await started.end('SIGKILL');
        throw new Error(`${program} is not ready after ${withinMs} ms: ${started.#complaint}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // Another program on the same port may have answered in its place.
    if (started.hasEnded) throw new Error(`${program} has ended: ${started.#complaint}`);
    return started;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Sends the signal and resolves when the process is gone. */
  async end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.hasEnded) return;
    const ended = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill(signal);
    await ended;
  }

  #listen(): void {
    const keep = (text: string) => (this.#complaint = (this.#complaint + text).slice(-4_000));
    this.child.stdout?.setEncoding('utf8').on('data', keep);
    this.child.stderr?.setEncoding('utf8').on('data', keep);
    this.child.once('error', (error) => keep(error.message));
  }
}
