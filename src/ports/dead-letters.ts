import type { RejectionCode } from '../domain/telemetry/rejection.js';

/** Input that was refused, with its bytes, so that it can be repaired and sent again. */
export interface DeadLetter {
  /** Time-ordered id. */
  readonly id: string;
  readonly at: number;
  /** The intake it came through: `influx`, `otlp`, `prometheus`, `json`, `csv`, ... */
  readonly source: string;
  readonly code: RejectionCode;
  readonly message: string;
  readonly position: number;
  readonly original: Uint8Array;
  /** Decoder parameters needed to try again, such as `precision`. */
  readonly context: Readonly<Record<string, string>>;
  readonly status: 'waiting' | 'redriven';
}

export interface DeadLetterQuery {
  readonly code?: RejectionCode;
  readonly source?: string;
  readonly status?: DeadLetter['status'];
  /** Only letters with an id below this one (newest first). */
  readonly before?: string;
  readonly limit: number;
}

export abstract class DeadLetters {
  /** Durable on resolve. Keeps at most the newest `capacity` letters (adapter's setting); the counts stay whole. */
  abstract add(letters: readonly DeadLetter[]): Promise<void>;
  /** Newest first. */
  abstract list(query: DeadLetterQuery): Promise<readonly DeadLetter[]>;
  abstract markRedriven(ids: readonly string[]): Promise<void>;
  /** How many have ever been added, by source and code, also of letters no longer kept. */
  abstract counts(): Promise<readonly { source: string; code: RejectionCode; count: number }[]>;
}
