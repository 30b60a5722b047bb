import type { Decoder, SeriesMapper } from './decoder.js';
import { LineProtocolDecoder } from './line-protocol/line-protocol-decoder.js';
import { PlenumJsonDecoder } from './plenum-json/plenum-json-decoder.js';
import { TelegrafJsonDecoder } from './telegraf-json/telegraf-json-decoder.js';

/** Makes a decoder of one wire format. Each call makes a new one, with caches of its own. */
export type DecoderFactory = (mapper: SeriesMapper) => Decoder;

/** The wire formats by the names under which topics, dead letters and metrics labels know them. */
export type WireFormat =
  'line-protocol' | 'otlp-protobuf' | 'otlp-json' | 'prometheus-remote-write' | 'plenum-json' | 'telegraf-json';

/** The decoder of every wire format. */
export const decoders = {
  'line-protocol': (mapper) => new LineProtocolDecoder(mapper),
  'plenum-json': (mapper) => new PlenumJsonDecoder(mapper),
  'telegraf-json': (mapper) => new TelegrafJsonDecoder(mapper),
} as const satisfies Partial<Record<WireFormat, DecoderFactory>>;
