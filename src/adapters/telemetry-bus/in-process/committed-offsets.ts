import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { messageOf } from '../../../domain/errors.js';
import type { Log } from '../../../ports/log.js';
import { writeFileAtomically } from '../../system/write-file-atomically.js';

/** Up to where a group is done, as an offset and as points since the folder was made. */
export interface Position {
  readonly offset: number;
  readonly pointsThrough: number;
}

/** The groups' committed positions, in one small file. They may lag behind after a crash: handlers are idempotent. */
export class CommittedOffsets {
  readonly #positions = new Map<string, Position>();
  #saving: Promise<void> | undefined;
  #unsaved = false;

  private constructor(private readonly path: string) {}

  /** A file that cannot be read counts as none: everything still in the log is delivered again. */
  static async load(path: string, log: Log): Promise<CommittedOffsets> {
    const offsets = new CommittedOffsets(path);
    if (!existsSync(path)) return offsets;
    try {
      for (const [group, position] of parse(await readFile(path, 'utf8'))) offsets.#positions.set(group, position);
    } catch (error) {
      log.warn('committed offsets unreadable, the log is delivered again', { path, error: messageOf(error) });
    }
    return offsets;
  }

  of(group: string): Position | undefined {
    return this.#positions.get(group);
  }

  /** The greatest count of points that any group is done with. */
  get pointsThrough(): number {
    return Math.max(0, ...[...this.#positions.values()].map((position) => position.pointsThrough));
  }

  /** The least offset over the groups; undefined when one of them has committed nothing. */
  least(groups: Iterable<string>): number | undefined {
    let least: number | undefined;
    for (const group of groups) {
      const position = this.#positions.get(group);
      if (!position) return undefined;
      least = Math.min(least ?? position.offset, position.offset);
    }
    return least;
  }

  /** Takes the position at once and resolves when it is in the file; calls during a write share the next one. */
  async set(group: string, position: Position): Promise<void> {
    this.#positions.set(group, position);
    this.#unsaved = true;
    this.#saving ??= this.#save();
    await this.#saving;
  }

  async #save(): Promise<void> {
    try {
      while (this.#unsaved) {
        this.#unsaved = false;
        await writeFileAtomically(this.path, Buffer.from(JSON.stringify(Object.fromEntries(this.#positions))));
      }
    } finally {
      this.#saving = undefined;
    }
  }
}

function parse(text: string): [string, Position][] {
  const content: unknown = JSON.parse(text);
  if (typeof content !== 'object' || content === null) throw new TypeError('not an object');
  return Object.entries(content).map(([group, position]: [string, unknown]) => {
    if (!isPosition(position)) throw new TypeError(`no position for ${group}`);
    return [group, position];
  });
}

function isPosition(value: unknown): value is Position {
  return (
    typeof value === 'object' &&
    value !== null &&
    'offset' in value &&
    typeof value.offset === 'number' &&
    'pointsThrough' in value &&
    typeof value.pointsThrough === 'number'
  );
}
