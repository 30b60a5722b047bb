import { setTimeout as pause } from 'node:timers/promises';
import { LoadBody } from './load-body.js';
import type { LoadPlan, LoadResult } from './load-plan.js';
import { WriteClient } from './write-client.js';

/** Bodies with other values, sent in turn; constant series would flatter the store's compression. */
const variants = 4;

/** Sends the load of a plan until its time is over. Rejects on any answer but 204 and 429. */
export async function generateLoad(plan: LoadPlan): Promise<LoadResult> {
  const startedAt = performance.now();
  const lanes = Array.from({ length: plan.connections }, (_, lane) => runLane(plan, lane, startedAt));
  const results = await Promise.all(lanes);
  const sum = (of: (result: Omit<LoadResult, 'seconds'>) => number) => results.reduce((all, one) => all + of(one), 0);
  return {
    points: sum(({ points }) => points),
    requests: sum(({ requests }) => requests),
    overloaded: sum(({ overloaded }) => overloaded),
    seconds: (performance.now() - startedAt) / 1000,
  };
}

async function runLane(plan: LoadPlan, lane: number, startedAt: number): Promise<Omit<LoadResult, 'seconds'>> {
  const hosts = hostsOfLane(plan, lane);
  const bodies = Array.from({ length: variants }, (_, variant) => new LoadBody(hosts, lane * variants + variant));
  const client = new WriteClient(plan.url, plan.gzip);
  const endsAt = startedAt + plan.durationSeconds * 1000;
  let [points, requests, overloaded, lastAt] = [0, 0, 0, 0];
  for (let round = 0; performance.now() < endsAt; round += 1) {
    const body = bodies[round % variants];
    if (body === undefined) break;
    lastAt = Math.max(lastAt + 1, Date.now());
    const answer = await client.write(body.at(lastAt));
    requests += 1;
    if (answer.status === 429) {
      overloaded += 1;
      await pause(answer.retryAfterMs);
    } else if (answer.status !== 204) {
      throw new Error(`the service answered ${answer.status}: ${answer.text.slice(0, 500)}`);
    } else {
      points += body.points;
      await pause(aheadMs(plan, points, startedAt));
    }
  }
  client.close();
  return { points, requests, overloaded };
}

/** How long a connection must wait to keep its share of the rate. */
function aheadMs({ pointsPerSecond, connections }: LoadPlan, points: number, startedAt: number): number {
  if (pointsPerSecond === undefined) return 0;
  const dueMs = (points / (pointsPerSecond / connections)) * 1000;
  return Math.max(0, dueMs - (performance.now() - startedAt));
}

function hostsOfLane({ hosts, connections }: LoadPlan, lane: number): readonly string[] {
  return Array.from({ length: hosts }, (_, host) => host)
    .filter((host) => host % connections === lane)
    .map((host) => `bench-${String(host).padStart(6, '0')}`);
}
