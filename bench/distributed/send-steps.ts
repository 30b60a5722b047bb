import { setTimeout as pause } from 'node:timers/promises';
import { LoadBody } from '../service/load-body.js';
import { WriteClient } from '../service/write-client.js';
import { type StepPlan, type StepResult, stepMs } from './step-plan.js';

/** Bodies with other values, sent in turn; constant series would flatter the store's compression. */
const variants = 16;

/** Sends every step of a plan. Rejects on any answer but 204 and 429; the latter is sent again. */
export async function sendSteps(plan: StepPlan): Promise<StepResult> {
  const startedAt = performance.now();
  const lanes = Array.from({ length: plan.connections }, (_, lane) => sendLane(plan, lane, startedAt));
  const results = await Promise.all(lanes);
  return {
    points: results.reduce((sum, { points }) => sum + points, 0),
    overloaded: results.reduce((sum, { overloaded }) => sum + overloaded, 0),
    seconds: (performance.now() - startedAt) / 1000,
  };
}

async function sendLane(plan: StepPlan, lane: number, startedAt: number): Promise<Omit<StepResult, 'seconds'>> {
  const hosts = hostsOfLane(plan, lane);
  const bodies = Array.from({ length: variants }, (_, variant) => new LoadBody(hosts, lane * variants + variant));
  const client = new WriteClient(plan.url, plan.gzip, plan.influx);
  let [points, overloaded] = [0, 0];
  for (let step = plan.fromStep; step < plan.toStep;) {
    const body = bodies[step % variants];
    if (body === undefined) throw new Error('BUG: a step without a body');
    const answer = await client.write(body.at(plan.startsAt + step * stepMs));
    if (answer.status === 429) {
      overloaded += 1;
      await pause(answer.retryAfterMs);
    } else if (answer.status !== 204) {
      throw new Error(`${plan.url} answered ${answer.status}: ${answer.text.slice(0, 500)}`);
    } else {
      points += body.points;
      step += 1;
      await pause(aheadMs(plan, points, startedAt));
    }
  }
  client.close();
  return { points, overloaded };
}

/** How long a connection must wait to keep its share of the rate. */
function aheadMs({ pointsPerSecond, connections }: StepPlan, points: number, startedAt: number): number {
  if (pointsPerSecond === undefined) return 0;
  const dueMs = (points / (pointsPerSecond / connections)) * 1000;
  return Math.max(0, dueMs - (performance.now() - startedAt));
}

function hostsOfLane({ hosts, connections, prefix }: StepPlan, lane: number): readonly string[] {
  return Array.from({ length: hosts }, (_, host) => host)
    .filter((host) => host % connections === lane)
    .map((host) => `${prefix}-${String(host).padStart(6, '0')}`);
}
