import type { Rejection } from '../domain/telemetry/rejection.js';
import type { Clock } from '../ports/clock.js';
import type { DeadLetters } from '../ports/dead-letters.js';
import type { Ids } from '../ports/ids.js';

/** Where input came from, and what a decoder needs to read it again. */
export interface IntakeOrigin {
  /** `influx`, `otlp`, `prometheus`, `json`, `csv`, ... */
  readonly source: string;
  /** `format` (a name of the decoder catalogue), and `precision` where the format has it. */
  readonly context: Readonly<Record<string, string>>;
}

/** Keeps refused input with its bytes, so that it can be looked at, repaired and sent again. */
export class KeepDeadLetters {
  constructor(
    private readonly letters: DeadLetters,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the rejections are on disk. */
  async keep(rejections: readonly Rejection[], { source, context }: IntakeOrigin): Promise<void> {
    if (rejections.length === 0) return;
    const at = this.clock.now();
    await this.letters.add(
      rejections.map((rejection) => ({
        ...rejection,
        id: this.ids.next(),
        at,
        source,
        context,
        status: 'waiting' as const,
      })),
    );
  }
}
