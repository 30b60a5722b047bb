import type { Loop } from '../ports/loop.js';

/** Loops that start and stop together. */
export class JointLoop implements Loop {
  constructor(
    readonly name: string,
    private readonly loops: readonly Loop[],
  ) {}

  async start(): Promise<void> {
    for (const loop of this.loops) await loop.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }
}
