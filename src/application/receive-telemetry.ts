import type { DecodeTelemetry } from './decode-telemetry.js';
import type { IngestReceipt, IngestTelemetry } from './ingest-telemetry.js';
import type { IntakeOrigin } from './keep-dead-letters.js';

/** Takes one uncompressed body or message in: decoded, ingested, durable when it resolves. */
export class ReceiveTelemetry {
  constructor(
    private readonly decode: DecodeTelemetry,
    private readonly ingest: IngestTelemetry,
  ) {}

  /** `origin.context` names the format. Rejects with `invalid_input`, `overloaded` or `unavailable`; nothing is kept then. */
  receive(body: Uint8Array, origin: IntakeOrigin): Promise<IngestReceipt> {
    return this.ingest.accept(this.decode.decode(body, origin.context), origin);
  }
}
