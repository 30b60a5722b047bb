import type { Decoder, SeriesMapper } from './decoder.js';
import { DellJsonDecoder } from './dell-json/dell-json-decoder.js';
import { LineProtocolDecoder } from './line-protocol/line-protocol-decoder.js';
import { OtlpJsonDecoder } from './otlp/otlp-json-decoder.js';
import { OtlpProtobufDecoder } from './otlp/otlp-protobuf-decoder.js';
import { PlenumJsonDecoder } from './plenum-json/plenum-json-decoder.js';
import { PrometheusKafkaJsonDecoder } from './prometheus-kafka-json/prometheus-kafka-json-decoder.js';
import { PrometheusRemoteWriteDecoder } from './prometheus-remote-write/prometheus-remote-write-decoder.js';
import type { EventIdentityOptions } from './security-events-json/event-identities.js';
import { SecurityEventsJsonDecoder } from './security-events-json/security-events-json-decoder.js';
import { TelegrafJsonDecoder } from './telegraf-json/telegraf-json-decoder.js';

/** Makes a decoder of one wire format. Each call makes a new one, with caches of its own. `events` says who is told apart in events. */
export type DecoderFactory = (mapper: SeriesMapper, events?: EventIdentityOptions) => Decoder;

/** The decoder of every wire format, by the name under which topics, dead letters and metrics labels know it. */
export const decoders = {
  'line-protocol': (mapper) => new LineProtocolDecoder(mapper),
  'otlp-protobuf': (mapper) => new OtlpProtobufDecoder(mapper),
  'otlp-json': (mapper) => new OtlpJsonDecoder(mapper),
  'prometheus-remote-write': (mapper) => new PrometheusRemoteWriteDecoder(mapper),
  'plenum-json': (mapper) => new PlenumJsonDecoder(mapper),
  'telegraf-json': (mapper) => new TelegrafJsonDecoder(mapper),
  'prometheus-kafka-json': (mapper) => new PrometheusKafkaJsonDecoder(mapper),
  'dell-json': (mapper) => new DellJsonDecoder(mapper),
  'security-events-json': (mapper, events?) => new SecurityEventsJsonDecoder(mapper, events),
} as const satisfies Record<string, DecoderFactory>;

export type WireFormat = keyof typeof decoders;
