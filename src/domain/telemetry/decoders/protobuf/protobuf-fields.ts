import { ProtobufReader, tagOf } from './protobuf-reader.js';

/** A delimited field (a message, text or bytes) around its content. */
export function delimitedField(field: number, ...content: readonly Uint8Array[]): Uint8Array {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  const head = new Uint8Array([...varint(tagOf(field, 'delimited')), ...varint(length)]);
  return joined([head, ...content]);
}

/** The bytes of all parts in one row. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The fields of a message that are wanted, as they stand there, with their tags. */
export function fieldsOf(message: Uint8Array, isWanted: (field: number) => boolean): readonly Uint8Array[] {
  const reader = new ProtobufReader(message);
  const fields: Uint8Array[] = [];
  while (reader.next()) {
    const { fieldStart, tag } = reader;
    reader.skip();
    if (isWanted(tag >>> 3) && !reader.failed) fields.push(message.subarray(fieldStart, reader.index));
  }
  return fields;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
}
