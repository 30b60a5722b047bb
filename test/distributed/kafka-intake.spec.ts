import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { kafkaClient } from '../../src/adapters/kafka-client/kafka-connection.js';
import { RecordingLog } from '../../src/adapters/system/recording-log.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { KafkaTelemetryTopics } from '../../src/adapters/telemetry-sources/kafka/kafka-telemetry-topics.js';
import type { WireFormat } from '../../src/domain/telemetry/decoders/catalogue.js';
import { bodyOf, sampleBodies, sampleReadings } from '../builders/decoder-samples.js';
import { type JavaCompression, produceWithJava } from '../servers/java-producer.js';
import { KafkaCluster } from '../servers/kafka.js';
import { IntakeRig, until } from './kafka-intake-rig.js';

const text = (value: string) => new TextEncoder().encode(value);
/** What a body of `bodyOf` with these values for srv-1, srv-2 ... ends up as, without the metric. */
const readings = (points: readonly string[]) =>
  points.map((point) => point.replace(/\|.* = /, ' ').replace(/ @.*/, ''));

/** A real broker, real decoders and use cases; bus and records in memory. */
describe('telemetry that comes in over Kafka topics', () => {
  let cluster: KafkaCluster;
  let topic: string;
  let deadLetterTopic: string;
  let count = 0;
  const rigs: IntakeRig[] = [];
  const opened: KafkaTelemetryTopics[] = [];

  beforeAll(async () => {
    cluster = await KafkaCluster.start();
  });
  afterAll(async () => {
    await cluster.stop();
  });
  beforeEach(() => {
    count += 1;
    topic = `telemetry.servers-${count}`;
    deadLetterTopic = `plenum.dead-letters-${count}`;
  });
  afterEach(async () => {
    for (const { loop } of rigs.splice(0)) await loop.stop();
    for (const topics of opened.splice(0)) await topics.close();
  });

  const connection = () => ({ brokers: cluster.addresses, clientId: 'plenum-test' });
  const open = async () => {
    const topics = await KafkaTelemetryTopics.open({
      connection: connection(),
      group: `intake-${count}`,
      topics: [topic],
      deadLetterTopic,
      partitions: 2,
      replicationFactor: 1,
      clock: new SystemClock(),
      log: new RecordingLog(),
    });
    opened.push(topics);
    return topics;
  };
  const start = async (format?: WireFormat) => {
    const rig = new IntakeRig(await open(), format === undefined ? {} : { [topic]: format });
    rigs.push(rig);
    await rig.loop.start();
    return rig;
  };
  const produce = async (...values: (Uint8Array | null)[]) => {
    const producer = kafkaClient(connection(), new RecordingLog()).producer();
    await producer.connect();
    await producer.send({
      topic,
      messages: values.map((value) => ({ partition: 0, value: value && Buffer.from(value) })),
    });
    await producer.disconnect();
  };
  const deadLetters = async (expected: number) => {
    const letters: Record<string, unknown>[] = [];
    const consumer = kafkaClient(connection(), new RecordingLog()).consumer({ groupId: `reader-${count}` });
    await consumer.connect();
    await consumer.subscribe({ topic: deadLetterTopic, fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) => {
        letters.push(JSON.parse(message.value!.toString()) as Record<string, unknown>);
        return Promise.resolve();
      },
    });
    await until(() => letters.length >= expected);
    await consumer.disconnect();
    return letters;
  };

  it.each(
    (Object.keys(sampleBodies) as WireFormat[]).flatMap((format) => [
      [format, 'named for the topic', format] as const,
      [format, 'told by the message', undefined] as const,
    ]),
  )('is read as %s, %s', async (format, _, named) => {
    const rig = await start(named);
    await produce(bodyOf[format](sampleReadings(format)));
    await until(() => rig.points.length === 3);
    expect(readings(rig.points)).toEqual(sampleReadings(format).map((value, i) => `srv-${i + 1} ${value}`));
  });

  it.each<JavaCompression>(['none', 'gzip', 'snappy', 'lz4'])(
    'is read as Kafka’s own client sends it, %s',
    async (codec) => {
      const rig = await start();
      // Enough for several blocks of a frame, and as repetitive as telemetry is.
      const lines = Array.from(
        { length: 8_000 },
        (_, i) => `inlet,host=srv-${i % 50} celsius=${i % 17} ${1_767_225_600_000 + i}`,
      );
      const messages = Array.from({ length: 40 }, (_, i) => text(lines.slice(i * 200, i * 200 + 200).join('\n')));
      await produceWithJava(cluster, topic, codec, messages);
      await until(() => rig.points.length >= 8_000);
      expect(rig.points).toEqual(
        lines.map((_, i) => `srv-${i % 50}|inlet.celsius = ${i % 17} @ ${1_767_225_600_000 + i}`).sort(),
      );
    },
  );

  it('counts points that are sent twice once, as Dell’s tools send every array', async () => {
    const rig = await start();
    const array = bodyOf['dell-json']([21, 22.5]);
    await produce(array, array);
    await produce(bodyOf['dell-json']([1, 2, 3]).map((byte) => byte));
    await until(() => readings(rig.points).includes('srv-3 3'));
    expect(rig.points.filter((point) => point.includes('= 21 '))).toHaveLength(1);
    expect(rig.metrics.values.get('component_dropped_total intake_kafka duplicate')).toBe(2);
  });

  it('sets a poisonous message aside with its bytes, in the records and in a topic, and goes on behind it', async () => {
    const rig = await start();
    const poison = Uint8Array.from([0, 255, 1, 2]);
    await produce(
      poison,
      null,
      text('inlet,host=srv-1 celsius=21 1767225600000\ninlet,host=srv-2 celsius=hot 1767225600000'),
    );
    await until(() => rig.points.length === 1 && rig.letters.letters.length === 2);
    expect(rig.letters.letters).toMatchObject([
      { source: 'kafka', code: 'malformed', context: { format: 'auto', topic, partition: '0', offset: '0' } },
      { source: 'kafka', code: 'malformed', position: 2, context: { topic, offset: '2' } },
    ]);
    expect([...rig.letters.letters[0]!.original]).toEqual([...poison]);
    const letters = await deadLetters(2);
    expect(letters).toMatchObject([
      { version: 1, topic, partition: 0, offset: 0, bytes: Buffer.from(poison).toString('base64') },
      { version: 1, topic, partition: 0, offset: 2, code: 'malformed', position: 2 },
    ]);
  });

  it('can be re-driven when what stood in its way is gone', async () => {
    const rig = await start();
    rig.limits.maxSeries = 0;
    await produce(bodyOf['line-protocol']([21]));
    await until(() => rig.letters.letters.length === 1);
    rig.limits.maxSeries = 10;
    expect(await rig.redrive.redrive({})).toEqual({ tried: 1, accepted: 1, rejected: 0 });
    expect(readings(rig.points)).toEqual(['srv-1 21']);
  });

  it('is not committed before it is safe: what the bus refuses comes again', async () => {
    const first = await start();
    first.bus.gate.failNext(1_000);
    await produce(bodyOf['line-protocol']([21]));
    await until(() => (first.metrics.values.get('component_errors_total receive-topics unavailable') ?? 0) >= 2);
    await first.loop.stop();
    expect(first.points).toEqual([]);
    const second = await start();
    await until(() => second.points.length === 1);
  });

  it('is taken up after the last committed message by the next process', async () => {
    const topics = await open();
    const first = new IntakeRig(topics, {});
    await first.loop.start();
    await produce(bodyOf['line-protocol']([21]));
    await until(() => first.points.length === 1);
    await first.loop.stop();
    await produce(bodyOf['line-protocol']([22]));
    const second = await start();
    await until(() => second.points.length === 1);
    expect(readings(second.points)).toEqual(['srv-1 22']);
  });

  it('gives a point without a time that of its message', async () => {
    const rig = await start();
    const before = Date.now();
    await produce(text('inlet,host=srv-1 celsius=21'));
    const after = Date.now();
    await until(() => rig.points.length === 1);
    const at = Number(rig.points[0]!.split('@ ')[1]);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(after);
  });
});
