import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, patienceMs, type RunningService } from '../e2e/plenum-process.js';
import { FleetLoad, numbers } from './fleet-load.js';
import { PlenumProcesses } from './plenum-processes.js';
import { BackEndServers } from './plenum-roles.js';
import { RetryingClient } from './retrying-client.js';
import { cellsOfRow, StoredRows } from './stored-rows.js';

const size = { assets: 240, metrics: 20, steps: 60, stepMs: 10_000 };
/** Each writes for its share of the devices, one request after the other. */
const senders = numbers(8);
/** Sends everything once only, as a collector without a buffer does. */
const careless = 0;
const lastStep = size.steps - 1;

/**
 * Real: Kafka, InfluxDB, PostgreSQL, two processes that take telemetry in and two that store it. One of each kind is
 * killed while eight senders write, comes back, and then the other.
 */
describe('processes that take telemetry in and store it, killed while senders write', () => {
  const load = new FleetLoad(size, Date.now() - 3_600_000);
  /** Which steps each sender was told are safe. */
  const acknowledged = senders.map(() => new Set<number>());
  let servers: BackEndServers;
  let processes: PlenumProcesses;
  let rows: StoredRows;

  beforeAll(async () => {
    servers = await BackEndServers.start();
    rows = new StoredRows(servers.influx);
    processes = new PlenumProcesses(servers);
    const start = async (roles: string) => [await processes.start(roles), await processes.start(roles)] as const;
    const [ingest, store] = await Promise.all([start('ingest'), start('store')]);
    const takers: RunningService[] = [...ingest];

    const assetsOf = (sender: number) => numbers(size.assets).filter((asset) => asset % senders.length === sender);
    const clients = senders.map(() => new RetryingClient(() => takers));
    const sendAs = async (sender: number, fromStep: number, toStep: number) => {
      for (let step = fromStep; step < toStep; step += 1) {
        const lines = load.linesOf(step, assetsOf(sender));
        const client = clients[sender]!;
        const isSafe =
          sender === careless ? await client.tryToWrite(lines) : await client.write(lines).then(() => true);
        if (isSafe) acknowledged[sender]!.add(step);
      }
    };
    const send = (fromStep: number, toStep: number) =>
      Promise.all(senders.map((sender) => sendAs(sender, fromStep, toStep)));
    /** Kills one of each when the senders have got under way, and lets others take their places. */
    const killDuring = async (which: 0 | 1, fromStep: number, toStep: number) => {
      const sending = send(fromStep, toStep);
      await eventually(
        () => Promise.resolve(acknowledged.every((steps) => steps.has(fromStep + 2))),
        (isUnderWay) => isUnderWay,
      );
      await Promise.all([ingest[which].kill(), store[which].kill()]);
      await sending;
      [takers[which]] = await Promise.all([processes.start('ingest'), processes.start('store')]);
    };
    await killDuring(0, 0, 25);
    await killDuring(1, 25, lastStep);
    await send(lastStep, size.steps);
    // A series is stored in order, so with its last point it is all there.
    await eventually(
      () => rows.count(load.atOf(lastStep)),
      ({ values }) => values === load.width,
    );
  }, patienceMs);
  afterAll(async () => {
    await processes.stop();
    await servers.stop();
  }, patienceMs);

  it('have stored every acknowledged point, and no other than was sent, with the value that was sent', async () => {
    const sent = new Map([...load.series()].map(({ identity, valueAt }) => [keyOf(identity), valueAt]));
    const lost: string[] = [];
    const wrong: string[] = [];
    for (const metric of load.metrics) {
      for (const { assetId, cells } of await rows.of(metric)) {
        const valueAt = sent.get(keyOf({ metric, assetId }))!;
        const stored = valuesByStep(cells);
        for (const [step, value] of stored) if (value !== valueAt(step)) wrong.push(`${metric} ${assetId} ${step}`);
        for (const step of acknowledged[senderOf(assetId)]!) {
          if (!stored.has(step)) lost.push(`${metric} ${assetId} ${step}`);
        }
      }
    }
    expect(lost).toEqual([]);
    expect(wrong).toEqual([]);
  });

  it('have stored exactly what senders with patience have sent', async () => {
    expect(acknowledged.slice(careless + 1).every(({ size: steps }) => steps === size.steps)).toBe(true);
    const counts = await Promise.all(load.metrics.map((metric) => rows.of(metric)));
    const patient = counts.flat().filter(({ assetId }) => senderOf(assetId) !== careless);
    expect(patient).toHaveLength((load.width / senders.length) * (senders.length - 1));
    expect(patient.filter(({ cells }) => cells.length !== size.steps * cellsOfRow)).toEqual([]);
  });

  const valuesByStep = (cells: Float64Array): ReadonlyMap<number, number> =>
    new Map(
      numbers(cells.length / cellsOfRow).map((row) => {
        const [at = NaN, value = NaN] = cells.subarray(row * cellsOfRow, row * cellsOfRow + 2);
        return [(at - load.atOf(0)) / size.stepMs, value];
      }),
    );
});

function keyOf({ metric, assetId }: { readonly metric: string; readonly assetId: string }): string {
  return `${metric} of ${assetId}`;
}

/** Devices are dealt out to the senders by their number. */
function senderOf(assetId: string): number {
  return Number(assetId.slice('unit-'.length)) % senders.length;
}
