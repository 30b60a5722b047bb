import { DomainError } from '../domain/errors.js';
import type { GaugeName } from '../ports/metrics.js';
import type { Reporting } from './store-telemetry.js';

/** A file of settings, as it was read at the start. */
export interface FileSource<Value> {
  readonly file: string;
  readonly text: string;
  readonly value: Value;
  /** Throws `invalid_configuration` when the file cannot be read. */
  readonly read: () => Promise<string>;
  /** Throws `invalid_configuration` when the text is not valid as a whole. */
  readonly parse: (text: string) => Value;
}

/** How a followed file is spoken of. */
export interface FollowedKind<Value> {
  /** In the log, such as `detection settings`. */
  readonly what: string;
  readonly gauges: { readonly generation: GaugeName; readonly refused: GaugeName };
  /** Puts a new content in force. */
  readonly take: (value: Value) => void;
}

export interface FollowedStatus {
  readonly file: string | undefined;
  /** How many contents of the file this process has taken since its start, the first one included; 0 without a file. */
  readonly generation: number;
  /** Epoch ms at which the content in force was taken. */
  readonly since: number;
  /** Why the newest content of the file is not in force; undefined when it is. */
  readonly refusal: string | undefined;
}

/**
 * Follows a file of settings while the service runs. A new content is taken once it has been read twice alike, so that a
 * file is not taken while it is being written, and only as a whole: a bad one leaves what holds as it is, which is logged
 * once and shown by a gauge.
 */
export class FollowedFile<Value> {
  #generation: number;
  #since: number;
  #refusal: string | undefined;
  #taken: string | undefined;
  #seen: string | undefined;

  constructor(
    private readonly source: FileSource<Value> | undefined,
    private readonly kind: FollowedKind<Value>,
    private readonly reporting: Reporting,
  ) {
    this.#generation = source ? 1 : 0;
    this.#since = reporting.clock.now();
    this.#taken = source?.text;
    this.#seen = source?.text;
    this.#publish();
  }

  get status(): FollowedStatus {
    return {
      file: this.source?.file,
      generation: this.#generation,
      since: this.#since,
      refusal: this.#refusal,
    };
  }

  /** Reads the file and takes it when it has changed and stays as it is. To be called regularly. */
  async look(): Promise<void> {
    if (!this.source) return;
    try {
      const text = await this.source.read();
      const isSettled = text === this.#seen;
      this.#seen = text;
      if (text === this.#taken) this.#refusal = undefined;
      else if (isSettled) this.#take(text, this.source.parse(text));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'invalid_configuration') throw error;
      this.#refuse(error.message);
    }
    this.#publish();
  }

  #take(text: string, value: Value): void {
    this.kind.take(value);
    this.#taken = text;
    this.#refusal = undefined;
    this.#generation += 1;
    this.#since = this.reporting.clock.now();
    this.reporting.log.info(`${this.kind.what} taken`, { file: this.source?.file, generation: this.#generation });
  }

  #refuse(why: string): void {
    if (why === this.#refusal) return;
    this.#refusal = why;
    this.reporting.log.error(`${this.kind.what} refused, the old ones hold`, {
      file: this.source?.file,
      generation: this.#generation,
      error: why,
    });
  }

  #publish(): void {
    const { metrics } = this.reporting;
    metrics.gauge(this.kind.gauges.generation, {}, this.#generation);
    metrics.gauge(this.kind.gauges.refused, {}, this.#refusal === undefined ? 0 : 1);
  }
}
