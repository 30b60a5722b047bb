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
  /** Takes clients over TLS and after a login only; none when absent. */
  readonly guard?: BrokerGuard;
}

/** The only user of a broker that wants to know who calls. */
export interface BrokerLogin {
  readonly username: string;
  readonly password: string;
}

/** In `certificatesDir` lie `ca.crt`, `server.crt` and `server.key`, for `localhost`. */
interface BrokerGuard extends BrokerLogin {
  readonly certificatesDir: string;
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
    const guard = place.guard ? await guardProperties(place.guard) : '';
    await writeFile(join(place.dir, 'server.properties'), propertiesOf(place, all) + guard);
    await writeFile(join(place.dir, 'log4j2.xml'), log4jXml);
    const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', 'server.properties', ...users(place)];
    await run('java', ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', classPath, ...format], { cwd: place.dir });
    return new KafkaBroker(place, classPath);
  }

  get nodeId(): number {
    return this.place.nodeId;
  }

  get address(): string {
    return addressOf(this.place);
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

function propertiesOf({ nodeId, dir, port, controllerPort, guard }: BrokerPlace, all: readonly BrokerPlace[]): string {
  const copies = Math.min(3, all.length);
  const inSync = Math.max(1, copies - 1);
  const clients = guard ? 'SASL_SSL' : 'PLAINTEXT';
  const listener = `${clients}://${addressOf({ port, guard })}`;
  return `process.roles=broker,controller
node.id=${nodeId}
listeners=${listener},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=${listener}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,${clients}:${clients}
inter.broker.listener.name=${clients}
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

/** The certificate is for a name, so that a guarded broker is called by it. */
function addressOf({ port, guard }: { readonly port: number; readonly guard?: BrokerGuard | undefined }): string {
  return `${guard ? 'localhost' : '127.0.0.1'}:${port}`;
}

/** SCRAM users of a new broker are written when its folder is formatted. */
function users({ guard }: BrokerPlace): readonly string[] {
  if (!guard) return [];
  const { username, password } = guard;
  return ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${username},password=${password}]`,
  ]);
}

async function guardProperties({ username, password, certificatesDir }: BrokerGuard): Promise<string> {
  const pem = async (file: string) =>
    (await readFile(join(certificatesDir, file), 'utf8')).trim().replaceAll('\n', '\\n');
  const login = `username="${username}" password="${password}"`;
  const scram = `org.apache.kafka.common.security.scram.ScramLoginModule required ${login};`;
  const plain = `org.apache.kafka.common.security.plain.PlainLoginModule required ${login} user_${username}="${password}";`;
  return `sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.sasl_ssl.plain.sasl.jaas.config=${plain}
listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=${scram}
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=${scram}
ssl.keystore.type=PEM
ssl.keystore.key=${await pem('server.key')}
ssl.keystore.certificate.chain=${await pem('server.crt')}
ssl.truststore.type=PEM
ssl.truststore.certificates=${await pem('ca.crt')}
`;
}

const log4jXml = `<?xml version="1.0" encoding="UTF-8"?>
<Configuration status="WARN">
  <Appenders><Console name="out"><PatternLayout pattern="%d %p %m (%c)%n"/></Console></Appenders>
  <Loggers><Root level="INFO"><AppenderRef ref="out"/></Root></Loggers>
</Configuration>
`;
