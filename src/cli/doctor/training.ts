import { inspectModelBackend } from '../../app/inspect-model-backends.js';
import { messageOf } from '../../domain/errors.js';
import type { BackendInUse } from '../../ports/model-runtime.js';
import { fail, type Finding, ok } from './finding.js';

type Inspect = typeof inspectModelBackend;

/** What `plenum train` computes on and why on nothing faster. To have none of the faster ones is as it should be. */
export async function checkTraining(inspect: Inspect = inspectModelBackend): Promise<Finding> {
  return inspect('auto').then(judgeTraining, (error: unknown) => fail('training', messageOf(error), 'run npm ci'));
}

/** Whether the service can train on what it is told to. */
export async function checkServiceTraining(
  wanted: Parameters<Inspect>[0],
  inspect: Inspect = inspectModelBackend,
): Promise<Finding> {
  return inspect(wanted).then(
    ({ name, device }) => ok('service training', `the service trains on ${device} (${name})`),
    (error: unknown) => fail('service training', messageOf(error), 'or unset PLENUM_MODEL_BACKEND'),
  );
}

/** One line: the backend in use, then those before it. */
export function judgeTraining({ name, device, passedOver }: BackendInUse): Finding {
  const others = passedOver.map((other) => `${other.name}: ${other.reason}`);
  const faster = others.length === 0 ? '' : ` (passed over: ${others.join('; ')})`;
  return ok('training', `plenum train computes on ${device}, ${name}${faster}`);
}
