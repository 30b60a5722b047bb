import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';

/** Something opened at start-up that must be closed last. */
export interface Closable {
  readonly name: string;
  close(): Promise<void>;
}

/**
 * Starts the loops in order, and ends everything in the order in which data flows: sources first, then HTTP (by Nest),
 * then the pipeline drains, then back ends close. Each step is named in the log when it fails, and the others still run.
 */
export class Lifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly sources: readonly Loop[],
    private readonly pipeline: readonly Loop[],
    private readonly backEnds: readonly Closable[],
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const loop of [...this.pipeline, ...this.sources]) await loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#endAll(this.sources.map((loop) => ({ name: loop.name, end: () => loop.stop() })));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#endAll([
      ...this.pipeline.map((loop) => ({ name: loop.name, end: () => loop.stop() })),
      ...this.backEnds.map((backEnd) => ({ name: backEnd.name, end: () => backEnd.close() })),
    ]);
  }

  async #endAll(parts: readonly { name: string; end: () => Promise<void> }[]): Promise<void> {
    for (const { name, end } of parts) {
      await end().catch((error: unknown) =>
        this.log.error('part did not end cleanly', { part: name, error: String(error) }),
      );
    }
  }
}
