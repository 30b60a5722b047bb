import kafkajs, { type Producer } from 'kafkajs';
import type { TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';
import { unavailable } from '../../kafka-client/kafka-errors.js';
import { OutgoingMessage } from './outgoing-message.js';

/** Bytes of one request, before compression; a broker takes a mebibyte. */
const requestBytes = 768 * 1024;
const acknowledgedByAllInSync = -1;

/**
 * Sends the messages of one partition, one request at a time and in order; what is added meanwhile shares the next.
 * Each request is of one partition only: of a request that spans several, kafkajs 2.2.4 takes the share of a broker
 * that has died for acknowledged.
 */
export class PartitionOutbox {
  #waiting: OutgoingMessage[] = [];
  #requested: readonly OutgoingMessage[] = [];
  #sending: Promise<void> | undefined;

  constructor(
    private readonly producer: Producer,
    private readonly topic: string,
    private readonly partition: number,
  ) {}

  /** Adds the point at a place of a batch; it goes out with the next `flush`. The message it is in tells what becomes of it. */
  add(batch: TelemetryBatch, index: number, entry: Uint8Array): OutgoingMessage {
    const isScored = batch.scores !== undefined;
    let message = this.#waiting.at(-1);
    if (!message || message.isFull || message.isScored !== isScored) {
      message = new OutgoingMessage(isScored);
      this.#waiting.push(message);
    }
    message.add(batch, index, entry);
    return message;
  }

  /** Bytes added and not yet settled. */
  get waitingBytes(): number {
    return bytesOf(this.#waiting) + bytesOf(this.#requested);
  }

  flush(): void {
    if (this.#waiting.length > 0) this.#sending ??= this.#send();
  }

  /** Resolves when everything added has been settled. */
  async drain(): Promise<void> {
    while (this.#sending) await this.#sending;
  }

  async #send(): Promise<void> {
    while (this.#waiting.length > 0) {
      this.#requested = this.#next();
      await this.#request(this.#requested);
      this.#requested = [];
    }
    this.#sending = undefined;
  }

  #next(): OutgoingMessage[] {
    let bytes = 0;
    let count = 0;
    for (const message of this.#waiting) {
      bytes += message.bytes;
      if (count > 0 && bytes > requestBytes) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #request(messages: readonly OutgoingMessage[]): Promise<void> {
    const { topic, partition } = this;
    try {
      await this.producer.send({
        topic,
        acks: acknowledgedByAllInSync,
        compression: kafkajs.CompressionTypes.Snappy,
        messages: messages.map((message) => ({ partition, value: message.encode() })),
      });
      for (const message of messages) message.acknowledge();
    } catch (error) {
      const failure = unavailable(`has not acknowledged points for ${topic}/${partition}`, error);
      for (const message of messages) message.giveUp(failure);
    }
  }
}

function bytesOf(messages: readonly OutgoingMessage[]): number {
  return messages.reduce((sum, { bytes }) => sum + bytes, 0);
}
