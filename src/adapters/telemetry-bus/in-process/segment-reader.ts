import type { FileHandle } from 'node:fs/promises';
import { decodeRecord, recordLengthAt, type StoredBatch } from './record.js';

/** Read ahead this much at a time; a longer record is read at its own length. */
const chunkBytes = 1 << 20;
const firstBytes = 32;

/** What a read came to: a record, the end of the readable part, or bytes that are no record. */
export type SegmentRead =
  { readonly kind: 'record'; readonly stored: StoredBatch } | { readonly kind: 'end' | 'damaged' };

/** Reads the records of one segment file in order. A batch handed out keeps its chunk of the file in memory, not more. */
export class SegmentReader {
  #chunk = new Uint8Array(0);
  #chunkStart = 0;

  constructor(
    private readonly file: FileHandle,
    public position = 0,
  ) {}

  /** The record at the position, which moves past it; `end` when the readable part, `limit` bytes, ends there. */
  async next(limit: number): Promise<SegmentRead> {
    if (this.position >= limit) return { kind: 'end' };
    await this.#load(firstBytes, limit);
    const length = recordLengthAt(this.#chunk, this.position - this.#chunkStart);
    if (length === undefined || this.position + length > limit) return { kind: 'damaged' };
    await this.#load(length, limit);
    const stored = decodeRecord(this.#chunk, this.position - this.#chunkStart);
    if (!stored) return { kind: 'damaged' };
    this.position += length;
    return { kind: 'record', stored };
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** Makes `bytes` bytes at the position available, as far as the file goes. */
  async #load(bytes: number, limit: number): Promise<void> {
    const available = this.#chunkStart + this.#chunk.length - this.position;
    if (available >= bytes && this.position >= this.#chunkStart) return;
    const wanted = Math.min(Math.max(bytes, chunkBytes), limit - this.position);
    const chunk = new Uint8Array(wanted);
    const { bytesRead } = await this.file.read(chunk, 0, wanted, this.position);
    this.#chunk = chunk.subarray(0, bytesRead);
    this.#chunkStart = this.position;
  }
}
