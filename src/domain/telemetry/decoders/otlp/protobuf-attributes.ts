import { nameLimits } from '../mapping-cache.js';
import type { ProtobufReader } from '../protobuf/protobuf-reader.js';
import { valueTags } from './otlp-tags.js';

/** Attributes nested deeper than this are refused: no series is told apart by them. */
export const maxAttributeDepth = 8;

/**
 * Reads the fields with `tag` of the message at hand as `KeyValue`s into the labels; the last of a name wins. Leaves
 * the reader failed when something is malformed or nested too deep, or when there are too many.
 */
export function readAttributes(reader: ProtobufReader, tag: number, labels: Map<string, string>): void {
  if (reader.limit > nameLimits.length) reader.fail();
  while (reader.next()) {
    if (reader.tag === tag) reader.within(() => readPair(reader, 0, (key, value) => labels.set(key, value)));
    else reader.skip();
    if (labels.size > nameLimits.labels) reader.fail();
  }
}

function readPair(reader: ProtobufReader, depth: number, take: (key: string, value: string) => void): void {
  let key = '';
  let value = '';
  while (reader.next()) {
    if (reader.tag === valueTags.key) key = reader.text();
    else if (reader.tag === valueTags.value) value = reader.within(() => valueText(reader, depth));
    else reader.skip();
  }
  if (!reader.failed) take(key, value);
}

/** The text of an `AnyValue`: the same that its JSON form gives. */
function valueText(reader: ProtobufReader, depth: number): string {
  let text = '';
  while (reader.next()) {
    switch (reader.tag) {
      case valueTags.string:
        text = reader.text();
        break;
      case valueTags.bool:
        text = reader.int64() === 0 ? 'false' : 'true';
        break;
      case valueTags.int:
        reader.int64();
        text = exactInteger(reader);
        break;
      case valueTags.double:
        text = String(reader.double());
        break;
      case valueTags.array:
        text = `[${reader.within(() => items(reader, depth + 1)).join(',')}]`;
        break;
      case valueTags.list:
        text = `{${reader.within(() => pairs(reader, depth + 1)).join(',')}}`;
        break;
      case valueTags.bytes:
        text = base64(reader);
        break;
      default:
        reader.skip();
    }
  }
  return text;
}

function items(reader: ProtobufReader, depth: number): readonly string[] {
  const texts: string[] = [];
  while (isShallow(reader, depth) && reader.next()) {
    if (reader.tag === valueTags.listValues) texts.push(reader.within(() => valueText(reader, depth)));
    else reader.skip();
  }
  return texts;
}

function pairs(reader: ProtobufReader, depth: number): readonly string[] {
  const texts: string[] = [];
  while (isShallow(reader, depth) && reader.next()) {
    if (reader.tag === valueTags.listValues) {
      reader.within(() => readPair(reader, depth, (key, value) => texts.push(`${key}=${value}`)));
    } else {
      reader.skip();
    }
  }
  return texts;
}

function isShallow(reader: ProtobufReader, depth: number): boolean {
  if (depth > maxAttributeDepth) reader.fail();
  return !reader.failed;
}

function exactInteger({ low, high }: ProtobufReader): string {
  return BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low)).toString();
}

function base64(reader: ProtobufReader): string {
  const end = reader.delimited();
  let binary = '';
  for (let i = reader.index; i < end; i += 1) binary += String.fromCharCode(reader.bytes[i] ?? 0);
  reader.index = end;
  return btoa(binary);
}
