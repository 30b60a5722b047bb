import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { StepPlan, StepResult } from './step-plan.js';

const typescript = new URL('../../scripts/typescript.mjs', import.meta.url).href;

/** Sends a plan from a process of its own, so that making the load does not slow down those who measure. */
export function runSteps(plan: StepPlan): Promise<StepResult> {
  return new Promise((resolve, reject) => {
    const entry = fileURLToPath(new URL('./send-process.ts', import.meta.url));
    const child = fork(entry, { execArgv: ['--import', typescript] });
    child.once('message', (result: StepResult) => resolve(result));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the load generator ended with code ${code ?? 'none'}`)));
    child.send(plan);
  });
}
