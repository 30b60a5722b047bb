import { type RunningService, startService } from '../e2e/plenum-process.js';
import type { BackEndServers } from './plenum-roles.js';

/** Processes of Plenum, as built, on the same back ends. */
export class PlenumProcesses {
  readonly #started: RunningService[] = [];

  constructor(
    private readonly servers: BackEndServers,
    private readonly env: Record<string, string> = {},
  ) {}

  /** With these roles, separated by commas; resolves when it is ready. */
  async start(roles: string): Promise<RunningService> {
    const service = await startService({ ...this.servers.env, ...this.env, PLENUM_ROLES: roles });
    this.#started.push(service);
    return service;
  }

  /** Ends all that still run. */
  async stop(): Promise<void> {
    await Promise.all(this.#started.map((service) => service.stop()));
  }
}
