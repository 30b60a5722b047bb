/** Why a piece of input was not taken. A closed list: it is a metrics label and the dead letters' filter. */
export const rejectionCodes = [
  'malformed',
  'unknown_unit',
  'unknown_metric',
  'not_finite',
  'sentinel',
  'out_of_range',
  'text_value',
  'bad_timestamp',
  'from_the_future',
  'too_old',
  'duplicate',
  'missing_identity',
  'too_many_series',
  'unsupported_kind',
  'counter_out_of_order',
] as const;

export type RejectionCode = (typeof rejectionCodes)[number];

/** One rejected piece of a request or message: where it stood, why it was refused, and its original bytes. */
export interface Rejection {
  readonly code: RejectionCode;
  /** One sentence that names what is wrong and what to do. */
  readonly message: string;
  /** 1-based line (line protocol, CSV) or element number (JSON, OTLP) within the input. */
  readonly position: number;
  readonly original: Uint8Array;
}
