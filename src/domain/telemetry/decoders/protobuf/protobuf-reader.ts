const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const two32 = 4_294_967_296;

/** How a field's content is written (Protocol Buffers encoding, "Message structure"). */
export const wireTypes = { varint: 0, fixed64: 1, delimited: 2, fixed32: 5 } as const;

/** The tag that stands before a field: its number and wire type in one. */
export function tagOf(field: number, type: keyof typeof wireTypes): number {
  return field * 8 + wireTypes[type];
}

/**
 * Reads Protocol Buffers from bytes, field by field, without making objects. Never reads beyond `limit` and never
 * throws: bytes that are no message make it `failed`, which ends every loop over `next`.
 *
 *     reader.open(start, end);
 *     while (reader.next()) {
 *       if (reader.tag === nameTag) name = reader.text();
 *       else reader.skip();
 *     }
 */
export class ProtobufReader {
  index = 0;
  limit: number;
  /** True once something did not fit, until the next `open`. */
  failed = false;
  tag = 0;
  /** Where the current field's tag stands. */
  fieldStart = 0;
  /** The halves of the last 64-bit number, unsigned. */
  low = 0;
  high = 0;
  readonly #view: DataView;

  constructor(readonly bytes: Uint8Array) {
    this.limit = bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Starts on the message between two places. */
  open(start: number, end: number): void {
    this.index = start;
    this.limit = end;
    this.failed = false;
  }

  /** Goes to the next field and reads its tag; its content must then be read or skipped. False at the end. */
  next(): boolean {
    if (this.index >= this.limit) return false;
    this.fieldStart = this.index;
    this.#varint();
    this.tag = this.low;
    if (this.high !== 0 || this.tag < 8) this.fail();
    return !this.failed;
  }

  skip(): void {
    switch (this.tag & 7) {
      case wireTypes.varint:
        this.#varint();
        break;
      case wireTypes.fixed64:
        this.#advance(8);
        break;
      case wireTypes.delimited:
        this.index = this.delimited();
        break;
      case wireTypes.fixed32:
        this.#advance(4);
        break;
      default:
        this.fail();
    }
  }

  /** Goes to the start of a delimited content and returns its end; `limit` when it would be beyond that. */
  delimited(): number {
    this.#varint();
    const end = this.index + this.low;
    if (this.high === 0 && end <= this.limit) return end;
    this.fail();
    return this.limit;
  }

  /** A signed 64-bit number; beyond 2^53 the nearest double. Exact in `low` and `high`. */
  int64(): number {
    this.#varint();
    return (this.high | 0) * two32 + this.low;
  }

  /** Reads eight bytes into `low` and `high`. */
  fixed64(): void {
    const start = this.index;
    this.#advance(8);
    if (this.failed) return;
    this.low = this.#view.getUint32(start, true);
    this.high = this.#view.getUint32(start + 4, true);
  }

  /** A double; its bits are in `low` and `high` too when it is NaN. */
  double(): number {
    const start = this.index;
    this.#advance(8);
    if (this.failed) return NaN;
    const value = this.#view.getFloat64(start, true);
    if (Number.isNaN(value)) {
      this.low = this.#view.getUint32(start, true);
      this.high = this.#view.getUint32(start + 4, true);
    }
    return value;
  }

  /** Text; what is not UTF-8 in it becomes U+FFFD. */
  text(): string {
    const end = this.delimited();
    if (this.failed) return '';
    const text = utf8.decode(this.bytes.subarray(this.index, end));
    this.index = end;
    return text;
  }

  #advance(length: number): void {
    if (this.index + length > this.limit) this.fail();
    else this.index += length;
  }

  /** Seven bits a byte, lowest first, at most ten bytes, into `low` and `high`. */
  #varint(): void {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70 && this.index < this.limit; shift += 7) {
      const byte = this.bytes[this.index] ?? 0;
      this.index += 1;
      const bits = byte & 0x7f;
      if (shift < 28) {
        low |= bits << shift;
      } else if (shift === 28) {
        low |= bits << 28;
        high |= bits >>> 4;
      } else if (shift < 63) {
        high |= bits << (shift - 32);
      } else {
        high |= bits << 31;
      }
      if (byte < 0x80) {
        this.low = low >>> 0;
        this.high = high >>> 0;
        return;
      }
    }
    this.fail();
  }

  /** Reads the delimited content that comes next as a message of its own; its failure is that of the whole. */
  within<Result>(read: () => Result): Result {
    const outer = this.limit;
    const end = this.delimited();
    this.limit = end;
    const result = read();
    this.limit = outer;
    this.index = this.failed ? outer : end;
    return result;
  }

  /** Marks what is being read as malformed. */
  fail(): void {
    this.failed = true;
    this.index = this.limit;
    this.low = 0;
    this.high = 0;
  }
}
