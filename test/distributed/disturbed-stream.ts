import { expect, it } from '@jest/globals';
import { patienceMs, type RunningService } from '../e2e/plenum-process.js';
import { FleetLoad, type FleetSize, numbers, type Trouble } from './fleet-load.js';
import { PlenumProcesses } from './plenum-processes.js';
import { BackEndServers } from './plenum-roles.js';
import { RetryingClient } from './retrying-client.js';
import { cellsOfRow, StoredRows } from './stored-rows.js';
import { type UndisturbedRun, undisturbedRun } from './undisturbed-run.js';
import { WebhookReceiver } from './webhook-receiver.js';
import { differingSeries, untilResolved, untilScored } from './whole-run.js';

const warmUpSteps = 30;
/** How long ago a stream ends: its end is nobody's silence. */
const endedAgoMs = 5 * 60_000;
const troublesEach = 24;

/** A steady stream of telemetry into real processes on real servers, while something of them is killed. */
export class DisturbedStream {
  readonly rows: StoredRows;
  /** Takes the stream in and shows what came of it. */
  #front: RunningService | undefined;

  private constructor(
    readonly load: FleetLoad,
    readonly undisturbed: UndisturbedRun,
    readonly servers: BackEndServers,
    readonly processes: PlenumProcesses,
    readonly webhook: WebhookReceiver,
  ) {
    this.rows = new StoredRows(servers.influx);
  }

  /**
   * Starts the servers, and a process of roles `ingest`, `api` and those that are named. Devices get into trouble around
   * each of the steps at which something will be killed.
   */
  static async start(size: FleetSize, kills: readonly number[], moreRoles: string): Promise<DisturbedStream> {
    const [servers, webhook] = await Promise.all([BackEndServers.start(), WebhookReceiver.start()]);
    // Not more than an hour ago, or alerts would be history that nobody is told of.
    const startsAt = Date.now() - endedAgoMs - size.steps * size.stepMs;
    const load = new FleetLoad(size, startsAt, kills.flatMap(troublesAround(size)));
    const processes = new PlenumProcesses(servers, { PLENUM_ALERT_WEBHOOK_URL: webhook.url });
    const stream = new DisturbedStream(load, undisturbedRun(load), servers, processes, webhook);
    try {
      stream.#front = await processes.start(`ingest,api,${moreRoles}`);
    } catch (error) {
      await stream.stop();
      throw error;
    }
    return stream;
  }

  get front(): RunningService {
    if (!this.#front) throw new Error('BUG: the stream has not started');
    return this.#front;
  }

  /** Sends steps one after the other; resolves when all are acknowledged. */
  async send(fromStep: number, toStep: number): Promise<void> {
    const client = new RetryingClient(() => [this.front]);
    for (let step = fromStep; step < toStep; step += 1) await client.write(this.load.linesOf(step));
  }

  /** Sends on while the disturbance takes its course; resolves when all that was sent is stored and scored. */
  async sendDuring(disturbance: () => Promise<unknown>, fromStep: number, toStep: number): Promise<void> {
    await Promise.all([disturbance(), this.send(fromStep, toStep)]);
    await untilScored(this.rows, this.load, toStep - 1);
  }

  async stop(): Promise<void> {
    await this.processes.stop();
    await Promise.all([this.servers.stop(), this.webhook.stop()]);
  }
}

/** Tests that nothing of a whole stream got lost or doubled, while so many processes that may tell of alerts were killed. */
export function itLosesAndDoublesNothing(
  streamOf: () => DisturbedStream,
  { killedTellers }: { readonly killedTellers: number },
): void {
  it('has every point once, with a score', async () => {
    const { load, rows } = streamOf();
    expect(await rows.count()).toEqual({ values: load.points, scores: load.points });
  });

  it('has the scores and bands of a run that nobody disturbs, 0 while the detectors warm up', async () => {
    const { load, rows, undisturbed } = streamOf();
    const differing = await differingSeries(rows, load, undisturbed);
    // A few tell as much as all.
    expect(differing.slice(0, 5)).toEqual([]);
    const [one] = await rows.of('plant.m0');
    const scores = [...one!.cells].filter((_, cell) => cell % cellsOfRow === 2);
    expect(Math.max(...scores.slice(0, warmUpSteps))).toBe(0);
    expect(Math.max(...scores.slice(warmUpSteps))).toBeGreaterThan(0);
  });

  it(
    'has the alerts of a run that nobody disturbs, each once, with the same times',
    async () => {
      const { front, undisturbed } = streamOf();
      expect(undisturbed.alerts.length).toBeGreaterThanOrEqual(troublesEach);
      expect(undisturbed.alerts.every(({ state }) => state === 'resolved')).toBe(true);
      expect(await untilResolved(front.url, undisturbed.alerts)).toEqual(undisturbed.alerts);
    },
    patienceMs,
  );

  it(
    'tells of each alert that it fired, then that it is over',
    async () => {
      const { undisturbed, webhook } = streamOf();
      const told = await webhook.until(
        (states) => [...states.values()].filter(({ length }) => length === 2).length >= undisturbed.alerts.length,
      );
      expect(told).toEqual(new Map(undisturbed.alerts.map(({ id }) => [id, ['firing', 'resolved']])));
      // Only who dies between a confirmation and its receipt repeats a message, and that one as it was.
      expect(webhook.toldTwice).toEqual([]);
      expect(webhook.repeats).toBeLessThanOrEqual(killedTellers);
    },
    patienceMs,
  );
}

/** Over before the kill, going on at the kill, beginning after it; on devices of every partition. */
function troublesAround(size: FleetSize): (kill: number, index: number) => readonly Trouble[] {
  return (kill, index) =>
    numbers(troublesEach).map((i) => ({
      asset: (index * troublesEach + i) % size.assets,
      metric: i % size.metrics,
      fromStep: kill - 6 + Math.floor(i / 2),
      steps: 4 + (i % 4),
    }));
}
