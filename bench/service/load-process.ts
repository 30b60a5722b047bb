// Entry of the child process that makes the load: a plan comes in as a message, the result goes out as one.
import { generateLoad } from './load-generator.js';
import type { LoadPlan } from './load-plan.js';

process.once('message', (plan: LoadPlan) => {
  void generateLoad(plan).then((result) => process.send?.(result, () => process.disconnect()));
});
