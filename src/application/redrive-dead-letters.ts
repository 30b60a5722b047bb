import { DomainError } from '../domain/errors.js';
import type { RejectionCode } from '../domain/telemetry/rejection.js';
import type { DeadLetter, DeadLetters } from '../ports/dead-letters.js';
import type { DecodeTelemetry } from './decode-telemetry.js';
import type { IngestTelemetry } from './ingest-telemetry.js';

/** Which waiting letters to try again; all of them when neither is given. */
export interface RedriveSelection {
  readonly ids?: readonly string[];
  readonly code?: RejectionCode;
}

/** Numbers of letters. */
export interface RedriveOutcome {
  readonly tried: number;
  readonly accepted: number;
  readonly rejected: number;
}

const pageSize = 500;

/**
 * Tries refused input again: after an alias, a limit or a decoder has changed, what was refused may be good. A letter
 * that is good now is marked as re-driven; one that is refused again stays as it is, and no second letter is written.
 */
export class RedriveDeadLetters {
  constructor(
    private readonly letters: DeadLetters,
    private readonly decode: DecodeTelemetry,
    private readonly ingest: IngestTelemetry,
  ) {}

  /** Rejects, with what was done so far marked, when telemetry cannot be kept at the moment. */
  async redrive({ ids, code }: RedriveSelection): Promise<RedriveOutcome> {
    const wanted = ids && new Set(ids);
    let tried = 0;
    let accepted = 0;
    let before: string | undefined;
    for (;;) {
      const page = await this.letters.list({
        status: 'waiting',
        limit: pageSize,
        ...(code !== undefined && { code }),
        ...(before !== undefined && { before }),
      });
      const chosen = page.filter(({ id }) => wanted?.has(id) ?? true);
      const good: string[] = [];
      for (const letter of chosen) if (await this.#isGood(letter)) good.push(letter.id);
      if (good.length > 0) await this.letters.markRedriven(good);
      tried += chosen.length;
      accepted += good.length;
      before = page.at(-1)?.id;
      if (page.length < pageSize || tried === wanted?.size) return { tried, accepted, rejected: tried - accepted };
    }
  }

  async #isGood({ original, context, source, at }: DeadLetter): Promise<boolean> {
    const result = this.#decoded(original, context, at);
    if (!result) return false;
    await this.ingest.accept({ ...result, rejections: [], unlisted: new Map() }, { source, context });
    return result.rejections.length === 0;
  }

  /** Undefined for a letter whose format is no longer known. */
  #decoded(original: Uint8Array, context: DeadLetter['context'], at: number) {
    try {
      return this.decode.decode(original, context, at);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'invalid_input') return undefined;
      throw error;
    }
  }
}
