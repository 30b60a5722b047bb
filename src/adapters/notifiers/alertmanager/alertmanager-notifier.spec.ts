import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aContext, anAlert } from '../../../../test/alerting/builders.js';
import { HttpTarget } from '../../../../test/notifiers/http-target.js';
import { FakeClock } from '../../system/fake-clock.js';
import { AlertmanagerNotifier } from './alertmanager-notifier.js';

/** Real: the calls. Fake: what answers them, since Alertmanager refuses little. */
describe('a cluster of Alertmanager of which no instance confirms', () => {
  let instances: readonly [HttpTarget, HttpTarget];

  beforeEach(async () => {
    instances = [await HttpTarget.start(), await HttpTarget.start()];
  });
  afterEach(() => Promise.all(instances.map((instance) => instance.stop())));

  const refusalOf = (...statuses: readonly [number, number]) => {
    instances.forEach((instance, i) => (instance.answer = { status: statuses[i] ?? 0, body: 'no' }));
    const settings = { name: 'prometheus', urls: instances.map(({ url }) => url), login: undefined };
    return new AlertmanagerNotifier(settings, aContext(), new FakeClock())
      .notify([anAlert()])
      .catch((error: unknown) => error);
  };

  it('is told again while one of them may take the alerts later', async () => {
    expect(await refusalOf(400, 503)).toMatchObject({ code: 'unavailable', retriable: true });
  });

  it('is not told again when none ever will', async () => {
    expect(await refusalOf(400, 400)).toMatchObject({ code: 'invalid_input', retriable: false });
  });
});
