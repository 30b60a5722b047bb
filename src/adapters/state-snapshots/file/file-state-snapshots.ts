import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { DomainError } from '../../../domain/errors.js';
import { type StateSnapshot, StateSnapshots } from '../../../ports/state-snapshots.js';
import { writeFileAtomically } from '../../system/write-file-atomically.js';

/**
 * Before the bytes lie 8 bytes magic, then little-endian: u32 CRC-32 of all that follows, u32 version of the bytes, f64
 * bus offset. The digit of the magic is the version of this header.
 */
const magic = Buffer.from('PLNMSNP1', 'latin1');
const checkedFrom = 12;
const headerBytes = 24;

/** One file a snapshot in one folder, replaced as a whole. */
export class FileStateSnapshots extends StateSnapshots {
  constructor(private readonly dir: string) {
    super();
  }

  async save(name: string, snapshot: StateSnapshot): Promise<void> {
    await mkdir(this.dir, { recursive: true });
    await writeFileAtomically(this.#pathOf(name), encode(snapshot));
  }

  async load(name: string): Promise<StateSnapshot | undefined> {
    const path = this.#pathOf(name);
    if (!existsSync(path)) return undefined;
    const snapshot = decode(await readFile(path));
    if (snapshot) return snapshot;
    throw new DomainError(
      'incompatible_data',
      `The state snapshot ${path} is damaged or of another version. Delete it: the state is learned again from the stored telemetry.`,
      { details: { path } },
    );
  }

  async delete(name: string): Promise<void> {
    await rm(this.#pathOf(name), { force: true });
  }

  #pathOf(name: string): string {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Error(`BUG: "${name}" is no name for a snapshot`);
    return join(this.dir, `${name}.snapshot`);
  }
}

function encode({ offset, version, bytes }: StateSnapshot): Uint8Array {
  const file = Buffer.alloc(headerBytes + bytes.length);
  magic.copy(file);
  file.writeUInt32LE(version, 12);
  file.writeDoubleLE(offset, 16);
  file.set(bytes, headerBytes);
  file.writeUInt32LE(crc32(file.subarray(checkedFrom)), 8);
  return file;
}

/** Undefined when the file is not what `encode` wrote. */
function decode(file: Buffer): StateSnapshot | undefined {
  if (file.length < headerBytes || !file.subarray(0, magic.length).equals(magic)) return undefined;
  if (crc32(file.subarray(checkedFrom)) !== file.readUInt32LE(8)) return undefined;
  return {
    version: file.readUInt32LE(12),
    offset: file.readDoubleLE(16),
    // A copy, so that typed arrays over it are aligned wherever the file was read to.
    bytes: Uint8Array.from(file.subarray(headerBytes)),
  };
}
