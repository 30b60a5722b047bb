import { afterAll, beforeAll, describe } from '@jest/globals';
import { patienceMs } from '../e2e/plenum-process.js';
import { untilGroupHas } from './consumer-group.js';
import { DisturbedStream, itLosesAndDoublesNothing } from './disturbed-stream.js';

const size = { assets: 250, metrics: 20, steps: 100, stepMs: 30_000 };
const firstKill = 50;
const caughtUp = 65;
const secondKill = 75;

/**
 * Real: every server and process. Two processes share 5,000 series. One is killed while telemetry streams in, then
 * another takes its place and their work is divided anew, then the one that had been there from the start is killed.
 */
describe('processes that score, killed while telemetry streams in', () => {
  let stream: DisturbedStream;

  beforeAll(async () => {
    stream = await DisturbedStream.start(size, [firstKill, secondKill], 'store');
    const { processes, servers } = stream;
    const [first, second] = await Promise.all([processes.start('score'), processes.start('score')]);
    await untilGroupHas(servers.kafka, 'plenum.points.score', 2);
    await stream.send(0, firstKill);
    await stream.sendDuring(() => first.kill(), firstKill, caughtUp);
    await processes.start('score');
    await untilGroupHas(servers.kafka, 'plenum.points.score', 2);
    await stream.send(caughtUp, secondKill);
    await stream.sendDuring(() => second.kill(), secondKill, size.steps);
  }, patienceMs);
  afterAll(() => stream.stop(), patienceMs);

  itLosesAndDoublesNothing(() => stream, { killedTellers: 2 });
});
