import { CatchUp } from '../system/catch-up.js';
import type { TopicMessage } from './partition-lane.js';

/** How far a group has come in a partition, as far as this process has seen. */
export class PartitionProgress {
  #uncommitted: { offset: number; weight: number }[] = [];
  /** Offset of the next message to read; undefined before the first. */
  #next: number | undefined;
  /** Offset that the next published message will get. */
  #end = 0;
  #readMessages = 0;
  #readWeight = 0;
  readonly #catchUp = new CatchUp();

  constructor(private readonly weigh: (message: TopicMessage) => number) {}

  /** `end` is that of the partition at `atMs` (monotonic). */
  read(messages: readonly TopicMessage[], end: number, atMs: number): void {
    for (const message of messages) {
      const weight = this.weigh(message);
      this.#uncommitted.push({ offset: message.offset, weight });
      this.#readMessages += 1;
      this.#readWeight += weight;
      this.#next = message.offset + 1;
    }
    this.seeEnd(end, atMs);
  }

  seeEnd(end: number, atMs: number): void {
    this.#end = Math.max(this.#end, end);
    this.#catchUp.see(end - 1, atMs);
  }

  /** Everything up to and including `offset` has been handled, here or before. */
  reach(offset: number): void {
    this.#catchUp.reach(offset);
  }

  /** As `TelemetryBus.behindMs`. */
  behindMs(nowMs: number): number {
    return this.#catchUp.behindMs(nowMs);
  }

  commit(offset: number): void {
    this.#uncommitted = this.#uncommitted.filter((message) => message.offset > offset);
    this.#next = Math.max(this.#next ?? 0, offset + 1);
  }

  /** Messages not committed, and their weight: counted for those that were read, the mean for each of the others. */
  get lag(): { messages: number; weight: number } {
    const unread = this.#next === undefined ? 0 : Math.max(0, this.#end - this.#next);
    const mean = this.#readMessages === 0 ? 1 : this.#readWeight / this.#readMessages;
    const read = this.#uncommitted.reduce((sum, { weight }) => sum + weight, 0);
    return { messages: this.#uncommitted.length + unread, weight: read + Math.round(unread * mean) };
  }
}
