const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const utf8 = new TextDecoder();

/** Places of the members or elements inside a value. */
interface Inside {
  readonly starts: number[];
  readonly ends: number[];
  readonly indexByKey: Map<string, number>;
}

/**
 * Where a value of a JSON text stands in its bytes. What is inside is looked up when it is asked for, and each level
 * is read through once, so that finding many values in their order costs no more than reading the text. `JSON.parse`
 * does not tell places; this does, for the few values that are refused and kept.
 */
export class JsonSpan {
  #inside: Inside | undefined;
  readonly #members = new Map<number, JsonSpan>();
  /** Of an array only the element last asked for is remembered: there may be a million. */
  #element: { index: number; span: JsonSpan } | undefined;

  private constructor(
    private readonly bytes: Uint8Array,
    private readonly start: number,
    private readonly end: number,
  ) {}

  /** The whole text, which must be well-formed for the answers to mean anything; it never throws. */
  static of(bytes: Uint8Array): JsonSpan {
    const hasByteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    const start = skipBlanks(bytes, hasByteOrderMark ? 3 : 0);
    return new JsonSpan(bytes, start, valueEnd(bytes, start));
  }

  /** The bytes of the value, without blanks around it. */
  get slice(): Uint8Array {
    return this.bytes.subarray(this.start, this.end);
  }

  get isArray(): boolean {
    return this.bytes[this.start] === openBracket;
  }

  /** The names of an object's members; empty for anything else. */
  keys(): readonly string[] {
    return [...this.#read().indexByKey.keys()];
  }

  /** The member or element; undefined when there is none. */
  at(key: string | number): JsonSpan | undefined {
    const { starts, ends, indexByKey } = this.#read();
    const index = typeof key === 'number' ? key : (indexByKey.get(key) ?? -1);
    const known = this.#element?.index === index ? this.#element.span : this.#members.get(index);
    const start = starts[index];
    if (known || start === undefined) return known;
    const span = new JsonSpan(this.bytes, start, ends[index] ?? start);
    if (this.isArray) this.#element = { index, span };
    else this.#members.set(index, span);
    return span;
  }

  #read(): Inside {
    return (this.#inside ??= readInside(this.bytes, this.start));
  }
}

function readInside(bytes: Uint8Array, start: number): Inside {
  const inside: Inside = { starts: [], ends: [], indexByKey: new Map() };
  const open = bytes[start];
  if (open !== openBrace && open !== openBracket) return inside;
  let i = skipBlanks(bytes, start + 1);
  while (i < bytes.length && bytes[i] !== closeBrace && bytes[i] !== closeBracket) {
    if (open === openBrace) {
      const keyEnd = valueEnd(bytes, i);
      const key = keyOf(bytes, i, keyEnd);
      i = skipBlanks(bytes, keyEnd);
      if (bytes[i] !== colon) break;
      i = skipBlanks(bytes, i + 1);
      inside.indexByKey.set(key, inside.starts.length);
    }
    const end = valueEnd(bytes, i);
    inside.starts.push(i);
    inside.ends.push(end);
    i = skipBlanks(bytes, end);
    if (bytes[i] !== comma) break;
    i = skipBlanks(bytes, i + 1);
  }
  return inside;
}

/** The text of a member's name; escapes are resolved by a real parser, where there are any. */
function keyOf(bytes: Uint8Array, start: number, end: number): string {
  const text = utf8.decode(bytes.subarray(start + 1, Math.max(start + 1, end - 1)));
  return text.includes('\\') ? unescaped(text) : text;
}

function unescaped(text: string): string {
  return text.replace(/\\(u([\da-f]{4})|.)/gi, (whole, escape: string, code: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
    return controls[escape] ?? (escape.length === 1 ? escape : whole);
  });
}

const controls: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function skipBlanks(bytes: Uint8Array, start: number): number {
  let i = start;
  while (i < bytes.length && isBlank(bytes[i] ?? 0)) i += 1;
  return i;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Where the value that starts at `start` ends. Counts brackets and calls nothing, so that depth costs no stack. */
function valueEnd(bytes: Uint8Array, start: number): number {
  let depth = 0;
  let i = start;
  while (i < bytes.length) {
    const byte = bytes[i] ?? 0;
    if (byte === quote) {
      i = stringEnd(bytes, i);
      if (depth === 0) return i;
    } else if (byte === openBrace || byte === openBracket) {
      depth += 1;
      i += 1;
    } else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1;
      if (depth <= 0) return depth === 0 ? i + 1 : i;
      i += 1;
    } else if (depth === 0 && (byte === comma || byte === colon || isBlank(byte))) {
      return i;
    } else {
      i += 1;
    }
  }
  return i;
}

function stringEnd(bytes: Uint8Array, start: number): number {
  let i = start + 1;
  while (i < bytes.length && bytes[i] !== quote) i += bytes[i] === backslash ? 2 : 1;
  return Math.min(i + 1, bytes.length);
}
