import { StateReader, StateWriter } from '../../domain/detection/state-bytes.js';

/** Several small files as one: of each the length of its name, the name, its own length, its bytes. */
export function packFiles(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const writer = new StateWriter();
  for (const [name, bytes] of Object.entries(files)) {
    for (const part of [new TextEncoder().encode(name), bytes]) {
      writer.uint32(part.length);
      writer.bytesOf(part);
    }
  }
  return writer.bytes();
}

/** The files of a pack. Throws `incompatible_data` when it is cut short. */
export function unpackFiles(bytes: Uint8Array): Partial<Record<string, Uint8Array>> {
  const reader = new StateReader(bytes);
  const files: Record<string, Uint8Array> = {};
  while (!reader.atEnd) {
    const name = new TextDecoder().decode(next(reader));
    files[name] = next(reader);
  }
  return files;
}

function next(reader: StateReader): Uint8Array {
  const part = new Uint8Array(reader.uint32());
  reader.bytesInto(part);
  return part;
}
