import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, ServerProcess } from './server-process.js';

/** Outside the checkout, because building it takes minutes. */
const folder = process.env['PLENUM_TEST_INFLUXD'] ?? join(homedir(), '.cache', 'plenum', 'influxd');
const org = 'plenum';
const token = 'test-token';
const oldClients = '/private/legacy/authorizations';

/** A real InfluxDB 2.7 on a free loopback port, with its data in a temporary folder. */
export class InfluxTestServer {
  #process: ServerProcess | undefined;
  readonly org: string = org;
  readonly token: string = token;

  private constructor(
    private readonly port: number,
    private readonly dataDir: string,
  ) {}

  /** Starts a server that is set up: organisation, token, bucket `setup`. Builds the program when it is missing. */
  static async start(): Promise<InfluxTestServer> {
    execFileSync(fileURLToPath(new URL('get-influxd.sh', import.meta.url)), [folder], { stdio: 'inherit' });
    const server = new InfluxTestServer(await freePort(), await mkdtemp(join(tmpdir(), 'plenum-influx-')));
    await server.resume();
    await server.#setUp();
    // 2.7.12 appends to a torn log at the wrong place. A clean stop and start before any row is written avoids that.
    await server.pause();
    await server.resume();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Goes on with the data and the port of before. */
  async resume(): Promise<void> {
    const file = (name: string) => join(this.dataDir, name);
    this.#process = await ServerProcess.start(
      [
        join(folder, 'influxd'),
        ...['--http-bind-address', `127.0.0.1:${this.port}`, '--engine-path', file('engine')],
        ...['--bolt-path', file('influxd.bolt'), '--sqlite-path', file('influxd.sqlite')],
        ...['--ui-disabled', '--reporting-disabled', '--log-level', 'error'],
        // This and the collector's setting as in docker-compose.yml.
        '--pprof-disabled',
      ],
      () => this.#isHealthy(),
      { env: { ...process.env, GOGC: '200' } },
    );
  }

  /** Stops the process and keeps the data; SIGKILL for a crash. */
  async pause(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    await this.#process?.end(signal);
  }

  /** A token that may read and write all buckets of the organisation, and no more. */
  async limitedToken(): Promise<string> {
    const orgID = await this.#orgId();
    const permissions = ['read', 'write'].flatMap((action) =>
      ['buckets', 'orgs'].map((type) => ({
        action,
        resource: { type, ...(type === 'orgs' ? { id: orgID } : { orgID }) },
      })),
    );
    const request = { method: 'POST', headers: this.#headers(), body: JSON.stringify({ orgID, permissions }) };
    const answer = await fetch(`${this.url}/api/v2/authorizations`, request);
    return ((await answer.json()) as { token: string }).token;
  }

  /** Ids and names of the users who have passwords, for clients of InfluxDB 1.x. */
  async usersOfOldClients(): Promise<readonly { id: string; token: string }[]> {
    const answer = await fetch(`${this.url}${oldClients}?org=${org}`, { headers: this.#headers() });
    const { authorizations } = (await answer.json()) as { authorizations: { id: string; token: string }[] };
    return authorizations.map(({ id, token }) => ({ id, token }));
  }

  /** Makes a user with a password, who may read all buckets, for clients of InfluxDB 1.x. */
  async userOfOldClients(user: string, password: string): Promise<void> {
    const orgID = await this.#orgId();
    const permissions = [{ action: 'read', resource: { type: 'buckets', orgID } }];
    const post = (below: string, body: object) =>
      fetch(`${this.url}${oldClients}${below}`, {
        method: 'POST',
        headers: this.#headers(),
        body: JSON.stringify(body),
      });
    const { id } = (await (await post('', { token: user, orgID, permissions })).json()) as { id: string };
    await post(`/${id}/password`, { password });
  }

  /**
   * Kills the server and leaves the logs of its shards as a crash in the middle of a write does: with half a record at the
   * end, which no writer was told of. Of all buckets, unless one is named.
   */
  async crash(bucket?: string): Promise<void> {
    const bucketId = bucket === undefined ? '' : await this.#idOf(bucket);
    await this.pause('SIGKILL');
    const logs = join(this.dataDir, 'engine', 'wal');
    const lastOf = new Map<string, string>();
    for (const path of (await readdir(logs, { recursive: true })).sort()) {
      if (path.startsWith(bucketId) && path.endsWith('.wal')) lastOf.set(dirname(path), path);
    }
    // A record is its kind, its length (u32, big-endian), and so many bytes.
    for (const path of lastOf.values()) await appendFile(join(logs, path), Buffer.from([1, 0, 0, 1, 0, 42, 42, 42]));
  }

  /** Stops the process and deletes the data. */
  async stop(): Promise<void> {
    await this.pause('SIGKILL');
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** What InfluxQL answers to a statement, as text. */
  async query(bucket: string, statement: string): Promise<string> {
    const search = new URLSearchParams({ db: bucket, epoch: 'ms', q: statement });
    const response = await fetch(`${this.url}/query?${search.toString()}`, { headers: this.#headers() });
    return response.text();
  }

  /** Writes line protocol with times in ms, as another program than Plenum would. */
  async write(bucket: string, lines: string): Promise<number> {
    const search = new URLSearchParams({ org, bucket, precision: 'ms' });
    const request = { method: 'POST', headers: this.#headers(), body: lines };
    return (await fetch(`${this.url}/api/v2/write?${search.toString()}`, request)).status;
  }

  /** Deletes all rows of a bucket, as its retention would one day. */
  async dropRows(bucket: string): Promise<void> {
    const search = new URLSearchParams({ org, bucket });
    const body = JSON.stringify({ start: '1970-01-01T00:00:00Z', stop: '2200-01-01T00:00:00Z' });
    const request = { method: 'POST', headers: this.#headers(), body };
    const response = await fetch(`${this.url}/api/v2/delete?${search.toString()}`, request);
    if (!response.ok) throw new Error(`InfluxDB refuses to delete: ${await response.text()}`);
  }

  async #orgId(): Promise<string> {
    const answer = await fetch(`${this.url}/api/v2/orgs`, { headers: this.#headers() });
    const { orgs } = (await answer.json()) as { orgs: { id: string; name: string }[] };
    return orgs.find(({ name }) => name === org)!.id;
  }

  async #idOf(bucket: string): Promise<string> {
    const search = new URLSearchParams({ org, name: bucket });
    const answer = await fetch(`${this.url}/api/v2/buckets?${search.toString()}`, { headers: this.#headers() });
    return ((await answer.json()) as { buckets: [{ id: string }] }).buckets[0].id;
  }

  #headers() {
    return { authorization: `Token ${token}` };
  }

  #isHealthy(): Promise<boolean> {
    // Not reached is not healthy, whatever the reason.
    return fetch(`${this.url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async #setUp(): Promise<void> {
    const body = JSON.stringify({ username: 'plenum', password: 'test-password', org, bucket: 'setup', token });
    const response = await fetch(`${this.url}/api/v2/setup`, { method: 'POST', body });
    if (!response.ok) throw new Error(`InfluxDB refuses the setup: ${await response.text()}`);
  }
}
