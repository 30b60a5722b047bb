import type { JointDeviation } from '../../domain/detection/device-classes/class-model.js';
import { StateReader, StateWriter } from '../../domain/detection/state-bytes.js';
import { DomainError } from '../../domain/errors.js';
import type { StateSnapshots } from '../../ports/state-snapshots.js';

const NAME = 'class-deviations';
const FORMAT_VERSION = 1;
/** Notes that are so much older than the newest are dropped: devices go, and explanations need raw points, which go too. */
const KEPT_MS = 90 * 86_400_000;

/** Which metrics of a device did not belong together, and when. */
export interface NotedDeviation {
  readonly at: number;
  readonly metrics: readonly string[];
}

/**
 * Of each device that has left its class behind, the newest deviation. Kept in the state snapshots, so that whichever process
 * is asked can tell it, over restarts. One process at a time notes.
 */
export class DeviationNotes {
  #notes: Map<string, NotedDeviation> | undefined;
  readonly #fresh = new Map<string, NotedDeviation>();

  constructor(private readonly snapshots: Pick<StateSnapshots, 'save' | 'load'>) {}

  /** Takes a deviation down; `keep` makes it known. */
  note(assetId: string, at: number, { metrics }: Pick<JointDeviation, 'metrics'>): void {
    this.#fresh.set(assetId, { at, metrics });
  }

  /** Durable on resolve. Costs nothing when nothing was noted. */
  async keep(): Promise<void> {
    if (this.#fresh.size === 0) return;
    this.#notes ??= await this.#read();
    const all = [...this.#notes, ...this.#fresh];
    const offset = all.reduce((newest, [, { at }]) => Math.max(newest, at), -Infinity);
    const notes = new Map(all.filter(([, { at }]) => at >= offset - KEPT_MS));
    await this.snapshots.save(NAME, { offset, version: FORMAT_VERSION, bytes: bytesOf(notes) });
    this.#notes = notes;
    this.#fresh.clear();
  }

  /** As it was kept last, by whichever process; undefined when the device was never unlike its class. */
  async of(assetId: string): Promise<NotedDeviation | undefined> {
    return (await this.#read()).get(assetId);
  }

  /** Notes of another format, or damaged ones, are no loss: there are new ones as soon as a device deviates. */
  async #read(): Promise<Map<string, NotedDeviation>> {
    try {
      const snapshot = await this.snapshots.load(NAME);
      if (snapshot?.version === FORMAT_VERSION) return notesOf(snapshot.bytes);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'incompatible_data') throw error;
    }
    return new Map<string, NotedDeviation>();
  }
}

function bytesOf(notes: ReadonlyMap<string, NotedDeviation>): Uint8Array {
  const writer = new StateWriter();
  for (const [assetId, { at, metrics }] of notes) {
    writer.float64(at);
    writer.uint32(metrics.length);
    for (const text of [assetId, ...metrics]) {
      const bytes = new TextEncoder().encode(text);
      writer.uint32(bytes.length);
      writer.bytesOf(bytes);
    }
  }
  return writer.bytes();
}

function notesOf(bytes: Uint8Array): Map<string, NotedDeviation> {
  const reader = new StateReader(bytes);
  const notes = new Map<string, NotedDeviation>();
  while (!reader.atEnd) {
    const at = reader.float64();
    const count = reader.uint32();
    const assetId = nextText(reader);
    notes.set(assetId, { at, metrics: Array.from({ length: count }, () => nextText(reader)) });
  }
  return notes;
}

function nextText(reader: StateReader): string {
  const bytes = new Uint8Array(reader.uint32());
  reader.bytesInto(bytes);
  return new TextDecoder().decode(bytes);
}
