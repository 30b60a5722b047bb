// Entry of the child process that makes the load: a plan comes in as a message, the result goes out as one.
import { sendSteps } from './send-steps.js';
import type { StepPlan } from './step-plan.js';

process.once('message', (plan: StepPlan) => {
  void sendSteps(plan).then((result) => process.send?.(result, () => process.disconnect()));
});
