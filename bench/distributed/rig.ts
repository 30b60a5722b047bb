import { BackEndServers } from '../../test/distributed/plenum-roles.js';
import { type RunningService, startService } from '../../test/e2e/plenum-process.js';

/** As many partitions as a points topic has when nobody chooses otherwise; all on one machine, as in docker-compose.yml. */
const settings = { PLENUM_KAFKA_PARTITIONS: '12', PLENUM_INFLUX_GZIP: 'off' };

/** Distributed mode on this machine: one real server of each kind, one process of each role, as built. */
export class Rig {
  private constructor(
    readonly servers: BackEndServers,
    readonly ingest: RunningService,
    readonly store: RunningService,
    readonly score: RunningService,
    readonly api: RunningService,
  ) {}

  static async start(): Promise<Rig> {
    const servers = await BackEndServers.start();
    const started: RunningService[] = [];
    const start = async (role: string): Promise<RunningService> => {
      const service = await startService({ ...servers.env, ...settings, PLENUM_ROLES: role });
      started.push(service);
      return service;
    };
    try {
      return new Rig(servers, await start('ingest'), await start('store'), await start('score'), await start('api'));
    } catch (error) {
      await Promise.all(started.map((service) => service.stop()));
      await servers.stop();
      throw error;
    }
  }

  /** Ends everything, in the direction in which data flows, and deletes its data. */
  async stop(): Promise<void> {
    for (const service of [this.ingest, this.store, this.score, this.api]) await service.stop();
    await this.servers.stop();
  }
}
