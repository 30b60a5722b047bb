import { messageOf } from '../../../errors.js';
import { shapeProblem } from './json-shape.js';
import { JsonSpan } from './json-span.js';

/** A JSON text and its value, with the bytes of any part of it. */
export class JsonDocument {
  #span: JsonSpan | undefined;

  constructor(
    readonly bytes: Uint8Array,
    readonly value: unknown,
  ) {}

  /** The bytes of a part as they were sent; undefined when there is no such part. */
  part(...path: readonly (string | number)[]): Uint8Array | undefined {
    this.#span ??= JsonSpan.of(this.bytes);
    let span: JsonSpan | undefined = this.#span;
    for (const key of path) span = span?.at(key);
    return span?.slice;
  }
}

/** A text that is not JSON, or of a shape that costs too much to read, and why. */
export interface BrokenJson {
  readonly bytes: Uint8Array;
  readonly problem: string;
}

const utf8 = new TextDecoder();
const newline = 0x0a;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * The JSON documents of a body: the body itself, or, where it is no document and most of its lines look like objects,
 * each line that is not blank. A bad line costs only itself, and a blank body is nothing.
 */
export function* jsonDocuments(input: Uint8Array): Generator<JsonDocument | BrokenJson> {
  if (trimmed(input, 0, input.length).length === 0) return;
  const whole = parse(input);
  if (whole instanceof JsonDocument || !isLines(input)) {
    yield whole;
    return;
  }
  for (const line of linesOf(input)) yield parse(line);
}

function parse(bytes: Uint8Array): JsonDocument | BrokenJson {
  const problem = shapeProblem(bytes);
  if (problem !== undefined) return { bytes, problem };
  try {
    return new JsonDocument(bytes, JSON.parse(utf8.decode(bytes)));
  } catch (error) {
    return { bytes, problem: `This is not JSON: ${messageOf(error)}.` };
  }
}

function isLines(input: Uint8Array): boolean {
  let lines = 0;
  let objects = 0;
  for (const line of linesOf(input)) {
    lines += 1;
    if (line[0] === openBrace && line.at(-1) === closeBrace) objects += 1;
  }
  return lines > 1 && objects * 2 >= lines;
}

/** The lines that are not blank, without the blanks around them. */
function* linesOf(input: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < input.length;) {
    const found = input.indexOf(newline, start);
    const end = found < 0 ? input.length : found;
    const line = trimmed(input, start, end);
    if (line.length > 0) yield line;
    start = end + 1;
  }
}

function trimmed(input: Uint8Array, start: number, end: number): Uint8Array {
  let first = start;
  let last = end;
  while (first < last && (input[first] ?? 0) <= 0x20) first += 1;
  while (last > first && (input[last - 1] ?? 0) <= 0x20) last -= 1;
  return input.subarray(first, last);
}
