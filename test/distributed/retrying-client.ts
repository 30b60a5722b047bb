import { setTimeout as pause } from 'node:timers/promises';
import { call } from '../e2e/api-call.js';
import type { RunningService } from '../e2e/plenum-process.js';

const pauseMs = 100;

/** A sender as exporters are: what was not answered with success it sends again, to the next service that it knows. */
export class RetryingClient {
  #turn = 0;

  constructor(
    /** The services as they are now: one that was killed may have come back at another address. */
    private readonly services: () => readonly Pick<RunningService, 'url'>[],
    private readonly patienceMs = 120_000,
  ) {}

  /** Resolves when line protocol with times in ms has been acknowledged. */
  async write(lines: string): Promise<void> {
    const giveUpAt = Date.now() + this.patienceMs;
    while (!(await this.tryToWrite(lines))) {
      if (Date.now() > giveUpAt) throw new Error(`not acknowledged within ${this.patienceMs} ms`);
      this.#turn += 1;
      await pause(pauseMs);
    }
  }

  /** Sends once; false when there was no answer, or one that asks for patience. */
  async tryToWrite(lines: string): Promise<boolean> {
    const services = this.services();
    const service = services[this.#turn % services.length];
    if (!service) throw new Error('BUG: no service to write to');
    const url = new URL('/api/v2/write?precision=ms', service.url);
    // No answer is what a killed process gives.
    const answer = await call(url, { method: 'POST', body: lines }).catch(() => undefined);
    if (answer === undefined || answer.status === 429 || answer.status === 503) return false;
    if (answer.status !== 204) throw new Error(`${url.href} answered ${answer.status}: ${answer.text}`);
    return true;
  }
}
