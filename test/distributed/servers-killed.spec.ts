import { afterAll, beforeAll, describe } from '@jest/globals';
import { patienceMs } from '../e2e/plenum-process.js';
import { DisturbedStream, itLosesAndDoublesNothing } from './disturbed-stream.js';

/** InfluxDB 2.7.12 can lose acknowledged rows at the second start after a crash (docs/decisions/0011). */
const influxKills = 2;
const disturbances = 2 + influxKills;
const calmSteps = 40;
const stepsEach = 15;
const size = { assets: 100, metrics: 10, steps: calmSteps + stepsEach * (disturbances + 1), stepMs: 30_000 };

/** Real: every server and process. One server after the other is killed in the middle of a stream, and comes back. */
describe('Kafka, InfluxDB and PostgreSQL, killed one after the other while telemetry streams in', () => {
  let stream: DisturbedStream;

  beforeAll(async () => {
    const kills = Array.from({ length: disturbances }, (_, i) => calmSteps + i * stepsEach);
    stream = await DisturbedStream.start(size, kills, 'store');
    const { kafka, influx, postgres } = stream.servers;
    const [broker] = kafka.brokers;
    await stream.processes.start('score');

    let sent = calmSteps;
    const disturb = async (disturbance: () => Promise<unknown>) => {
      await stream.sendDuring(disturbance, sent, sent + stepsEach);
      sent += stepsEach;
    };
    await stream.send(0, calmSteps);
    await disturb(async () => {
      await broker!.kill();
      await broker!.start();
    });
    for (let kill = 0; kill < influxKills; kill += 1) {
      await disturb(async () => {
        await influx.pause('SIGKILL');
        await influx.resume();
      });
    }
    await disturb(async () => {
      await postgres.pause('SIGKILL');
      await postgres.resume();
    });
    await disturb(() => Promise.resolve());
  }, patienceMs);
  afterAll(() => stream.stop(), patienceMs);

  itLosesAndDoublesNothing(() => stream, { killedTellers: 0 });
});
