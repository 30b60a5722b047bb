import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort, ServerProcess } from './server-process.js';
import { certificatesScript } from './test-authority.js';

const debianFolder = '/usr/lib/postgresql';
const password = 'test-password';

/** PostgreSQL refuses to run as root; Debian's package makes the user `postgres`. Empty for any other user. */
function serverUser(): { uid?: number; gid?: number } {
  if (userInfo().uid !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

export interface PostgresTestOptions {
  /** Have the server take TLS connections only, with a certificate for `localhost` by an authority of the test. */
  readonly tls?: boolean;
}

/** A real PostgreSQL from Debian's package on a free loopback port, with its data in a temporary folder. */
export class PostgresTestServer {
  #process: ServerProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly dir: string,
    private readonly tls: boolean,
  ) {}

  static async start({ tls = false }: PostgresTestOptions = {}): Promise<PostgresTestServer> {
    const dir = mkdtempSync(join(tmpdir(), 'plenum-postgres-'));
    const user = serverUser();
    if (user.uid !== undefined && user.gid !== undefined) chownSync(dir, user.uid, user.gid);
    const server = new PostgresTestServer(await freePort(), dir, tls);
    server.#prepare();
    await server.resume();
    return server;
  }

  /** Of an empty database for `plenum`, a user who owns nothing else. Without TLS settings. */
  get url(): string {
    return `postgres://postgres:${password}@localhost:${this.port}/postgres`;
  }

  /** File of the authority that signed the server's certificate. */
  get caFile(): string {
    return join(this.dir, 'ca.crt');
  }

  /** Goes on with the data and the port of before. */
  async resume(): Promise<void> {
    const settings = {
      listen_addresses: '127.0.0.1',
      port: this.port,
      unix_socket_directories: '',
      ...(this.tls
        ? { ssl: 'on', ssl_cert_file: this.#file('server.crt'), ssl_key_file: this.#file('server.key') }
        : {}),
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.#process = await ServerProcess.start(
      [programs('postgres'), '-D', this.#file('data'), ...flags],
      () => this.#answers(),
      serverUser(),
    );
  }

  /** Stops the process at once, connections and all, and keeps the data; SIGKILL for a crash. */
  async pause(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
    await this.#process?.end(signal);
  }

  /** Stops the process and deletes the data. */
  async stop(): Promise<void> {
    await this.pause();
    rmSync(this.dir, { recursive: true, force: true });
  }

  #file(name: string): string {
    return join(this.dir, name);
  }

  #prepare(): void {
    this.#run('sh', ['-c', 'printf %s "$1" > "$2"', 'sh', password, this.#file('password')]);
    this.#run(programs('initdb'), [
      ...['-D', this.#file('data'), '--username', 'postgres', '--auth', 'scram-sha-256', '--encoding', 'UTF8'],
      ...['--pwfile', this.#file('password'), '--locale', 'C'],
    ]);
    if (!this.tls) return;
    this.#run('sh', ['-c', certificatesScript, 'sh', this.dir]);
    const onlyTls = `hostssl all all 127.0.0.1/32 scram-sha-256`;
    this.#run('sh', ['-c', 'printf "%s\\n" "$1" > "$2"', 'sh', onlyTls, join(this.#file('data'), 'pg_hba.conf')]);
  }

  #run(program: string, args: readonly string[]): void {
    execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/', ...serverUser() });
  }

  async #answers(): Promise<boolean> {
    const ssl = this.tls ? { rejectUnauthorized: false } : false;
    const client = new Client({ connectionString: this.url, ssl });
    // Not reached is not ready, whatever the reason.
    const answers = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end();
    return answers;
  }
}

/** Path of a program of the newest PostgreSQL that is installed. */
function programs(name: string): string {
  const newest = readdirSync(debianFolder)
    .map(Number)
    .sort((a, b) => b - a)[0];
  if (newest === undefined) throw new Error(`There is no PostgreSQL in ${debianFolder}: apt-get install postgresql`);
  return join(debianFolder, String(newest), 'bin', name);
}
