import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Alert } from '../../src/domain/alerting/alert.js';
import type { Notifier } from '../../src/ports/notifier.js';
import { anAlert, noon } from '../alerting/builders.js';

/** What an adapter's spec supplies: a notifier with a receiver whose side the suite can see. */
export interface NotifierUnderTest {
  readonly notifier: Notifier;
  /** The changes that the receiver has got, in order. */
  received(): readonly Pick<Alert, 'id' | 'state'>[];
  dispose(): Promise<void>;
}

/** A receiver that can refuse, which the log cannot. */
export interface RefusingNotifierUnderTest extends NotifierUnderTest {
  refuse(refusing: boolean): void;
}

/** The contract of `Notifier`, numbered as in docs/contracts.md. */
export function describeNotifier(name: string, prepare: () => Promise<NotifierUnderTest>): void {
  describe(`${name} as a notifier`, () => {
    let underTest: NotifierUnderTest;

    beforeEach(async () => {
      underTest = await prepare();
    });
    afterEach(() => underTest.dispose());

    const changes = (alerts: readonly Pick<Alert, 'id' | 'state'>[]) => alerts.map(({ id, state }) => `${state} ${id}`);
    const firing = anAlert();
    const resolved = anAlert({ state: 'resolved', resolvedAt: noon + 60_000 });

    it('1. MUST have a name fit for a metrics label', () => {
      expect(underTest.notifier.name).toMatch(/^[a-z][a-z0-9-]*$/);
    });

    it('2. MUST have handed every change to the receiver, in order, when it resolves', async () => {
      const change = fc.record({ id: fc.uuid(), state: fc.constantFrom('firing' as const, 'resolved' as const) });
      await fc.assert(
        fc.asyncProperty(fc.array(change, { maxLength: 20 }), async (wanted) => {
          const before = underTest.received().length;
          await underTest.notifier.notify(wanted.map((over) => anAlert(over)));
          expect(changes(underTest.received().slice(before))).toEqual(changes(wanted));
        }),
        { numRuns: 20 },
      );
    });

    it('3. MUST tell the end of an alert as it told its start', async () => {
      await underTest.notifier.notify([firing]);
      await underTest.notifier.notify([resolved]);
      expect(changes(underTest.received())).toEqual(changes([firing, resolved]));
    });

    it('4. MUST take what cannot be known: values that are NaN, an alert of a whole device', async () => {
      const silent = anAlert({ kind: 'silent', metric: '', component: '', value: Number.NaN, expected: Number.NaN });
      await underTest.notifier.notify([silent]);
      expect(changes(underTest.received())).toEqual(changes([silent]));
    });

    it('5. MUST accept the same change again, as after a crash', async () => {
      await underTest.notifier.notify([firing]);
      await expect(underTest.notifier.notify([firing])).resolves.toBeUndefined();
    });
  });
}

/** What the contract adds for a notifier whose receiver can refuse. */
export function describeRefusedNotifier(name: string, prepare: () => Promise<RefusingNotifierUnderTest>): void {
  describe(`${name} as a notifier that is refused`, () => {
    it('6. MUST reject while the receiver refuses, and get through once it confirms again', async () => {
      const underTest = await prepare();
      try {
        underTest.refuse(true);
        const refusal = expect.objectContaining({ code: 'unavailable', retriable: true }) as unknown;
        await expect(underTest.notifier.notify([anAlert()])).rejects.toEqual(refusal);
        expect(underTest.received()).toEqual([]);
        underTest.refuse(false);
        await underTest.notifier.notify([anAlert()]);
        expect(underTest.received()).toMatchObject([{ id: anAlert().id, state: 'firing' }]);
      } finally {
        await underTest.dispose();
      }
    });
  });
}
