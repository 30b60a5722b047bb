import type { WireFormat } from './catalogue.js';
import { JsonSpan } from './json/json-span.js';
import { ProtobufReader } from './protobuf/protobuf-reader.js';

/**
 * The format of a body, told by its content type where that decides, and otherwise by how it begins; undefined when
 * that is like none. A convenience: a topic or an endpoint that knows its format should say so.
 */
export function detectFormat(input: Uint8Array, contentType = ''): WireFormat | undefined {
  if (contentType.toLowerCase().includes('line-protocol')) return 'line-protocol';
  return protobufFormat(input) ?? jsonFormat(input) ?? (isLine(input) ? 'line-protocol' : undefined);
}

/** The delimited field with which a message begins. */
interface FirstField {
  readonly number: number;
  readonly content: Uint8Array;
}

function firstField(message: Uint8Array): FirstField | undefined {
  const reader = new ProtobufReader(message);
  if (!reader.next() || (reader.tag & 7) !== 2) return undefined;
  const number = reader.tag >>> 3;
  const end = reader.delimited();
  return reader.failed ? undefined : { number, content: message.subarray(reader.index, end) };
}

/**
 * Both requests are lists of messages in field 1. Those of Prometheus begin with a label, whose field 1 is a name; those
 * of OTLP begin with a resource, whose field 1 is a message that has a text in its own field 1, or with the scopes.
 */
function protobufFormat(input: Uint8Array): WireFormat | undefined {
  const entry = firstField(input);
  const head = entry?.number === 1 ? firstField(entry.content) : undefined;
  if (!head || head.number > 2) return undefined;
  const inner = firstField(head.content);
  if (head.number === 2) return inner ? 'otlp-protobuf' : 'prometheus-remote-write';
  const isLabel = inner?.number === 1 && firstField(inner.content) === undefined;
  return isLabel ? 'prometheus-remote-write' : 'otlp-protobuf';
}

const formatOfMember: Readonly<Record<string, WireFormat>> = {
  resourceMetrics: 'otlp-json',
  resource_metrics: 'otlp-json',
  metrics: 'telegraf-json',
  fields: 'telegraf-json',
  points: 'plenum-json',
  series: 'plenum-json',
  asset: 'plenum-json',
  labels: 'prometheus-kafka-json',
  event: 'security-events-json',
  'event.category': 'security-events-json',
  class_uid: 'security-events-json',
  'id.orig_h': 'security-events-json',
};

/** Elements of an array that are looked at for one with members; Dell's tools put nulls before it. */
const firstElements = 16;

/** By the members of the object, or of the first in an array or on the first line. */
function jsonFormat(input: Uint8Array): WireFormat | undefined {
  const root = JsonSpan.of(input);
  const object = root.isArray ? firstWithMembers(root) : root;
  if (object?.at('fields')?.at('_value')) return 'dell-json';
  for (const key of object?.keys() ?? []) {
    if (Object.hasOwn(formatOfMember, key)) return formatOfMember[key];
  }
  return undefined;
}

function firstWithMembers(list: JsonSpan): JsonSpan | undefined {
  for (let i = 0; i < firstElements; i += 1) {
    const element = list.at(i);
    if (!element || element.keys().length > 0) return element;
  }
  return undefined;
}

const longestLine = 64 * 1024;
const firstLine = /^(?:\s|#.*\n)*[^\s,={[<#][^\n]*? [^\s=,]+=\S/;

function isLine(input: Uint8Array): boolean {
  return firstLine.test(new TextDecoder().decode(input.subarray(0, longestLine)));
}
