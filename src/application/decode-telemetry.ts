import { DomainError } from '../domain/errors.js';
import { CounterTracker } from '../domain/telemetry/counter-tracker.js';
import type { Decoder, DecodeResult, DecodeSettings } from '../domain/telemetry/decoders/decoder.js';
import { detectFormat } from '../domain/telemetry/decoders/detect-format.js';
import { PointCollector, usualLimits } from '../domain/telemetry/point-collector.js';
import type { Clock } from '../ports/clock.js';

export interface DecodeLimits {
  /** How far ahead of this clock a point's time may be. */
  readonly futureToleranceMs: number;
}

const precisions = ['ns', 'us', 'ms', 's', 'auto'] as const;

/** Decodes bodies and messages of any known format, and dead letters again. Counters are followed across calls. */
export class DecodeTelemetry {
  constructor(
    private readonly decoders: Readonly<Record<string, Decoder>>,
    private readonly counters: CounterTracker,
    private readonly clock: Clock,
    private readonly limits: DecodeLimits,
  ) {}

  /**
   * Decodes an uncompressed body. `context` names its `format`, and its `precision` where the format has bare times;
   * a body of the format `auto` is what it looks like, and refused as `malformed` when it looks like nothing known. Points without a time get `receivedAt`. Throws `invalid_input` for a format or precision that does not exist;
   * whatever is wrong with the body itself is in the result.
   */
  decode(
    input: Uint8Array,
    context: Readonly<Record<string, string>>,
    receivedAt: number = this.clock.now(),
  ): DecodeResult {
    const stated = context['format'] ?? '';
    const format = stated === 'auto' ? detectFormat(input) : stated;
    if (format === undefined) return ofNoFormat(input);
    const decoder = Object.hasOwn(this.decoders, format) ? this.decoders[format] : undefined;
    if (!decoder) {
      const known = Object.keys(this.decoders).join(', ');
      throw new DomainError('invalid_input', `There is no format "${format}"; the formats are ${known}.`);
    }
    const latestAt = this.clock.now() + this.limits.futureToleranceMs;
    const sink = new PointCollector(this.counters, { ...usualLimits, latestAt });
    decoder.decode(input, sink, { receivedAt, ...precisionOf(context) });
    return sink.finish();
  }
}

function ofNoFormat(input: Uint8Array): DecodeResult {
  const message = 'This is in no format that Plenum knows.';
  const rejection = { code: 'malformed' as const, message, position: 1, original: input };
  const sink = new PointCollector(new CounterTracker());
  sink.reject(rejection);
  return sink.finish();
}

function precisionOf(context: Readonly<Record<string, string>>): Pick<DecodeSettings, 'precision'> {
  const written = context['precision'];
  if (written === undefined) return {};
  const precision = precisions.find((known) => known === written);
  if (precision) return { precision };
  throw new DomainError('invalid_input', `There is no precision "${written}"; use ${precisions.join(', ')}.`);
}
