import type { ByteKey } from '../bytes/byte-key.js';
import type { ProtobufReader } from '../protobuf/protobuf-reader.js';
import { noRecordedValue } from './metric-kind.js';
import { pointTags } from './otlp-tags.js';
import { msOfNanos } from './unix-nano.js';

const two32 = 4_294_967_296;

/** Reads a `NumberDataPoint`; what it read stays in its fields until the next one. */
export class NumberPointReader {
  value = 0;
  /** Epoch ms. */
  at = 0;
  hasTime = false;

  constructor(
    private readonly reader: ProtobufReader,
    /** The point's attribute fields are appended here as they stand. */
    private readonly key: ByteKey,
  ) {}

  read(start: number, end: number): 'point' | 'no_recorded_value' | 'malformed' {
    const { reader } = this;
    let hasValue = false;
    let flags = 0;
    this.hasTime = false;
    reader.open(start, end);
    while (reader.next()) {
      switch (reader.tag) {
        case pointTags.timeUnixNano:
          reader.fixed64();
          this.hasTime = reader.low !== 0 || reader.high !== 0;
          this.at = msOfNanos(reader.low, reader.high);
          break;
        case pointTags.asDouble:
          this.value = reader.double();
          hasValue = true;
          break;
        case pointTags.asInt:
          reader.fixed64();
          this.value = (reader.high | 0) * two32 + reader.low;
          hasValue = true;
          break;
        case pointTags.attributes: {
          const { fieldStart } = reader;
          reader.skip();
          if (!reader.failed) this.key.append(reader.bytes, fieldStart, reader.index);
          break;
        }
        case pointTags.flags:
          flags = reader.int64();
          break;
        default:
          reader.skip();
      }
    }
    if (reader.failed) return 'malformed';
    if (flags % 2 === noRecordedValue) return 'no_recorded_value';
    return hasValue ? 'point' : 'malformed';
  }
}
