import { type RunningService, startService } from '../e2e/plenum-process.js';
import type { BackEndServers } from './plenum-roles.js';

/** Processes of Plenum, as built, on the same back ends. */
export class PlenumProcesses {
  readonly #starting: Promise<RunningService>[] = [];

  constructor(
    private readonly servers: BackEndServers,
    private readonly env: Record<string, string> = {},
  ) {}

  /** With these roles, separated by commas; resolves when it is ready. */
  start(roles: string): Promise<RunningService> {
    const starting = startService({ ...this.servers.env, ...this.env, PLENUM_ROLES: roles });
    this.#starting.push(starting);
    return starting;
  }

  /** Ends all that still run. One that did not become ready has ended already. */
  async stop(): Promise<void> {
    const started = await Promise.allSettled(this.#starting);
    await Promise.all(started.flatMap((one) => (one.status === 'fulfilled' ? [one.value.stop()] : [])));
  }
}
