import { DomainError, messageOf } from '../domain/errors.js';
import type { DecodeResult } from '../domain/telemetry/decoders/decoder.js';
import { joinBatches } from '../domain/telemetry/join-batches.js';
import type { RejectionCode } from '../domain/telemetry/rejection.js';
import type { Loop } from '../ports/loop.js';
import type { TelemetryTopics, TopicMessage, TopicsConsumption } from '../ports/telemetry-topics.js';
import type { DecodeTelemetry } from './decode-telemetry.js';
import type { IngestTelemetry } from './ingest-telemetry.js';
import type { Reporting } from './store-telemetry.js';

const component = 'receive-topics';
const source = 'kafka';
/** Whoever writes into a topic cannot say what its times are counted in; their magnitude tells. */
const precision = 'auto';

interface Decoded {
  readonly message: TopicMessage;
  readonly result: DecodeResult;
}

/**
 * Takes in what collectors write into topics. Messages are committed after their points are safe; what is refused goes
 * to the dead letters with its bytes, here and in a topic, so that a poisonous message holds up nothing behind it.
 */
export class ReceiveTopics implements Loop {
  readonly name = component;
  #consumption: TopicsConsumption | undefined;

  /** `formats` by topic: a name of the decoder catalogue, or `auto` where each message tells by how it begins. */
  constructor(
    private readonly topics: TelemetryTopics,
    private readonly decode: DecodeTelemetry,
    private readonly ingest: IngestTelemetry,
    private readonly formats: Readonly<Record<string, string>>,
    private readonly reporting: Reporting,
  ) {}

  start(): Promise<void> {
    this.#consumption = this.topics.consume((messages) => this.#take(messages));
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    await this.#consumption?.stop();
  }

  async #take(messages: readonly TopicMessage[]): Promise<void> {
    const { clock, metrics, log } = this.reporting;
    const startedMs = clock.monotonic();
    try {
      const decoded = messages.map((message) => ({ message, result: this.#decoded(message) }));
      await this.#ingest(decoded);
      for (const each of decoded) await this.#setAside(each);
    } catch (error) {
      const code = error instanceof DomainError ? error.code : 'internal';
      metrics.count('component_errors_total', { component, code });
      log.error('messages not taken in', { messages: messages.length, code, error: messageOf(error) });
      throw error;
    }
    metrics.observeSeconds('receive_topics', (clock.monotonic() - startedMs) / 1_000);
    metrics.count('component_received_total', { component }, messages.length);
  }

  #decoded({ topic, value, at }: TopicMessage): DecodeResult {
    return this.decode.decode(value, { format: this.#formatOf(topic), precision }, at);
  }

  /** The good points of all messages in one request to the bus: collectors may send a point a message. */
  async #ingest(decoded: readonly Decoded[]): Promise<void> {
    const results = decoded.map(({ result }) => result);
    const joined = {
      batch: joinBatches(results.map(({ batch }) => batch)),
      rejections: [],
      unlisted: new Map<RejectionCode, number>(),
      skipped: sumOf(results.map(({ skipped }) => skipped)),
    };
    await this.ingest.accept(joined, { source, context: {} });
  }

  async #setAside({ message: { topic, partition, offset }, result }: Decoded): Promise<void> {
    const { rejections, unlisted } = result;
    if (rejections.length === 0 && unlisted.size === 0) return;
    const format = this.#formatOf(topic);
    const from = { topic, partition, offset };
    const context = { format, precision, topic, partition: String(partition), offset: String(offset) };
    await this.topics.setAside(rejections.map((rejection) => ({ ...rejection, from, format })));
    await this.ingest.accept({ ...result, batch: joinBatches([]), skipped: new Map() }, { source, context });
  }

  #formatOf(topic: string): string {
    return this.formats[topic] ?? 'auto';
  }
}

function sumOf(counts: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [reason, count] of counts.flatMap((map) => [...map])) sums.set(reason, (sums.get(reason) ?? 0) + count);
  return sums;
}
