import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, ServerProcess } from './server-process.js';

/** An alert as Alertmanager tells of it; only those that have not ended. */
export interface ActiveAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
}

/** Tells nobody: the tests ask. */
const config = 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n';

/** A real Alertmanager from Debian's package `prometheus-alertmanager` on a free loopback port, alone in its cluster. */
export class AlertmanagerTestServer {
  #process: ServerProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly dir: string,
  ) {}

  static async start(): Promise<AlertmanagerTestServer> {
    const dir = await mkdtemp(join(tmpdir(), 'plenum-alertmanager-'));
    await writeFile(join(dir, 'alertmanager.yml'), config);
    const server = new AlertmanagerTestServer(await freePort(), dir);
    await server.resume();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Goes on at the port of before; Alertmanager keeps no alerts over a restart. */
  async resume(): Promise<void> {
    this.#process = await ServerProcess.start(
      [
        'prometheus-alertmanager',
        ...['--config.file', join(this.dir, 'alertmanager.yml'), '--storage.path', join(this.dir, 'data')],
        ...['--web.listen-address', `127.0.0.1:${this.port}`, '--cluster.listen-address', ''],
      ],
      () => this.#isReady(),
    );
  }

  /** Stops the process. */
  async pause(): Promise<void> {
    await this.#process?.end('SIGKILL');
  }

  /** Stops the process and deletes its data. */
  async stop(): Promise<void> {
    await this.pause();
    await rm(this.dir, { recursive: true, force: true });
  }

  /** The alerts that fire as far as Alertmanager knows. */
  async active(): Promise<readonly ActiveAlert[]> {
    const response = await fetch(`${this.url}/api/v2/alerts`);
    return (await response.json()) as readonly ActiveAlert[];
  }

  #isReady(): Promise<boolean> {
    // Not reached is not ready, whatever the reason.
    return fetch(`${this.url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
