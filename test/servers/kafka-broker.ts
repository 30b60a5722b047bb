import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const clusterId = 'AAAAAAAAAAAAAAAAAAAAAQ';
const startBoundMs = 90_000;

export interface BrokerPlace {
  readonly nodeId: number;
  readonly dir: string;
  readonly port: number;
  readonly controllerPort: number;
}

/** One real broker (and controller) as a process of its own, listening on the loopback only. */
export class KafkaBroker {
  #process: ChildProcess | undefined;

  private constructor(
    private readonly place: BrokerPlace,
    private readonly classPath: string,
  ) {}

  /** Writes the broker's configuration and formats its folder; it does not run yet. */
  static async prepare(place: BrokerPlace, all: readonly BrokerPlace[], classPath: string): Promise<KafkaBroker> {
    await mkdir(place.dir, { recursive: true });
    await writeFile(join(place.dir, 'server.properties'), propertiesOf(place, all));
    await writeFile(join(place.dir, 'log4j2.xml'), log4jXml);
    const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', 'server.properties'];
    await run('java', ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', classPath, ...format], { cwd: place.dir });
    return new KafkaBroker(place, classPath);
  }

  get nodeId(): number {
    return this.place.nodeId;
  }

  get address(): string {
    return `127.0.0.1:${this.place.port}`;
  }

  /** Resolves when the broker says that it has started. */
  async start(): Promise<void> {
    const { dir } = this.place;
    const log = await open(join(dir, 'server.log'), 'a');
    const from = (await log.stat()).size;
    const options = ['-Xms128m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
    const java = [...options, '-Dlog4j2.configurationFile=log4j2.xml', '-cp', this.classPath, 'kafka.Kafka'];
    const broker = spawn('java', [...java, 'server.properties'], { cwd: dir, stdio: ['ignore', log.fd, log.fd] });
    this.#process = broker;
    await log.close();
    const untilMs = Date.now() + startBoundMs;
    for (;;) {
      const written = (await readFile(join(dir, 'server.log'))).subarray(from).toString();
      if (written.includes('Kafka Server started')) return;
      if (broker.exitCode !== null || Date.now() > untilMs) {
        await this.kill();
        throw new Error(`Kafka broker ${this.nodeId} did not start:\n${written.slice(-4_000)}`);
      }
      await sleep(100);
    }
  }

  /** Halts the broker where it stands: connections stay open and nothing is answered, as with a link that drops everything. */
  halt(): void {
    this.#process?.kill('SIGSTOP');
  }

  /** Lets a halted broker go on. */
  goOn(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Ends the broker at once, as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Lets the broker shut down; a broker that waits for a quorum which is gone is killed after a while. */
  async stop(): Promise<void> {
    const broker = this.#process;
    const impatient = setTimeout(() => broker?.kill('SIGKILL'), 8_000);
    await this.#end('SIGTERM');
    clearTimeout(impatient);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const broker = this.#process;
    this.#process = undefined;
    if (!broker || broker.exitCode !== null || broker.signalCode !== null) return;
    const gone = once(broker, 'exit');
    broker.kill(signal);
    await gone;
  }
}

function propertiesOf({ nodeId, dir, port, controllerPort }: BrokerPlace, all: readonly BrokerPlace[]): string {
  const copies = Math.min(3, all.length);
  const inSync = Math.max(1, copies - 1);
  const listener = `PLAINTEXT://127.0.0.1:${port}`;
  return `process.roles=broker,controller
node.id=${nodeId}
listeners=${listener},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=${listener}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
controller.listener.names=CONTROLLER
controller.quorum.voters=${all.map((other) => `${other.nodeId}@127.0.0.1:${other.controllerPort}`).join(',')}
log.dirs=${join(dir, 'data')}
auto.create.topics.enable=false
default.replication.factor=${copies}
min.insync.replicas=${inSync}
offsets.topic.replication.factor=${copies}
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=${copies}
transaction.state.log.min.isr=${inSync}
share.coordinator.state.topic.replication.factor=${copies}
share.coordinator.state.topic.min.isr=${inSync}
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
log.cleaner.dedupe.buffer.size=16777216
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
controller.quorum.election.timeout.ms=1000
controller.quorum.fetch.timeout.ms=2000
replica.lag.time.max.ms=3000
`;
}

const log4jXml = `<?xml version="1.0" encoding="UTF-8"?>
<Configuration status="WARN">
  <Appenders><Console name="out"><PatternLayout pattern="%d %p %m (%c)%n"/></Console></Appenders>
  <Loggers><Root level="INFO"><AppenderRef ref="out"/></Root></Loggers>
</Configuration>
`;
