import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Alert } from '../../src/domain/alerting/alert.js';
import { incidentNotice } from '../../src/domain/alerting/incidents/incident-notice.js';
import type { Notifier } from '../../src/ports/notifier.js';
import { anAlert, anIncident, noon } from '../alerting/builders.js';

export type Change = Pick<Alert, 'id' | 'state'>;

/** What an adapter's spec supplies: a notifier with a receiver whose side the suite can see. */
export interface NotifierUnderTest {
  readonly notifier: Notifier;
  /** The changes that the receiver has got; those of one alert in order. */
  received(): readonly Change[] | Promise<readonly Change[]>;
  /** The incidents that the receiver has got, as state and id, those of one in order. */
  receivedIncidents(): readonly string[] | Promise<readonly string[]>;
  /** Ends the receiver. */
  dispose(): Promise<void>;
}

/** A receiver that can refuse, which the log cannot. */
export interface RefusingNotifierUnderTest extends NotifierUnderTest {
  refuse(refusing: boolean): void | Promise<void>;
}

/** The contract of `Notifier`, numbered as in docs/contracts.md. */
export function describeNotifier(
  name: string,
  prepare: () => Promise<NotifierUnderTest>,
  { runs = 20 }: { readonly runs?: number } = {},
): void {
  describe(`${name} as a notifier`, () => {
    let underTest: NotifierUnderTest;

    beforeEach(async () => {
      underTest = await prepare();
    });
    afterEach(() => underTest.dispose());

    const changes = (alerts: readonly Change[]) => alerts.map(({ id, state }) => `${state} ${id}`);
    const firing = anAlert();
    const resolved = anAlert({ state: 'resolved', resolvedAt: noon + 60_000 });

    it('1. MUST have a name fit for a metrics label', () => {
      expect(underTest.notifier.name).toMatch(/^[a-z][a-z0-9-]*$/);
    });

    it('2. MUST have handed every change to the receiver when it resolves', async () => {
      const change = fc.record({ id: fc.uuid(), state: fc.constantFrom('firing' as const, 'resolved' as const) });
      const alerts = fc.uniqueArray(change, { maxLength: 20, selector: ({ id }) => id });
      await fc.assert(
        fc.asyncProperty(alerts, async (wanted) => {
          const before = (await underTest.received()).length;
          await underTest.notifier.notify(wanted.map((over) => anAlert(over)));
          const after = (await underTest.received()).slice(before);
          expect(changes(after).sort()).toEqual(changes(wanted).sort());
        }),
        { numRuns: runs },
      );
    });

    it('3. MUST tell the end of an alert as it told its start', async () => {
      await underTest.notifier.notify([firing]);
      await underTest.notifier.notify([resolved]);
      expect(changes(await underTest.received())).toEqual(changes([firing, resolved]));
    });

    it('4. MUST take what cannot be known: values that are NaN, an alert of a whole device', async () => {
      const silent = anAlert({ kind: 'silent', metric: '', component: '', value: Number.NaN, expected: Number.NaN });
      await underTest.notifier.notify([silent]);
      expect(changes(await underTest.received())).toEqual(changes([silent]));
    });

    it('5. MUST accept the same change again, as after a crash', async () => {
      await underTest.notifier.notify([firing]);
      await expect(underTest.notifier.notify([firing])).resolves.toBeUndefined();
    });

    it('9. MUST hand incidents over, each once a message, and their end', async () => {
      const { members: _members, ...incident } = anIncident();
      const rose = { at: noon, kind: 'severity', text: 'critical, was warning' } as const;
      const ended = { at: noon + 1, kind: 'resolved', text: 'all alerts are over' } as const;
      const grown = { ...incident, notes: [...incident.notes, rose] };
      const over = { ...grown, state: 'resolved', resolvedAt: noon + 1, notes: [...grown.notes, ended] } as const;
      await underTest.notifier.notifyOfIncidents([incidentNotice(grown, 0), incidentNotice(grown, 1)]);
      await underTest.notifier.notifyOfIncidents([incidentNotice(over, 2)]);
      expect(await underTest.receivedIncidents()).toEqual([`open ${incident.id}`, `resolved ${incident.id}`]);
      expect(await underTest.received()).toEqual([]);
    });

    it('6. MUST check that the receiver is there without telling it anything', async () => {
      await expect(underTest.notifier.check()).resolves.toBeUndefined();
      expect(await underTest.received()).toEqual([]);
    });
  });
}

/** What the contract adds for a notifier whose receiver can refuse. */
export function describeRefusedNotifier(name: string, prepare: () => Promise<RefusingNotifierUnderTest>): void {
  describe(`${name} as a notifier that is refused`, () => {
    const refusal = expect.objectContaining({ code: 'unavailable', retriable: true }) as unknown;

    it('7. MUST reject while the receiver refuses, and get through once it confirms again', async () => {
      const underTest = await prepare();
      try {
        await underTest.refuse(true);
        await expect(underTest.notifier.notify([anAlert()])).rejects.toEqual(refusal);
        expect(await underTest.received()).toEqual([]);
        await underTest.refuse(false);
        await underTest.notifier.notify([anAlert()]);
        expect(await underTest.received()).toMatchObject([{ id: anAlert().id, state: 'firing' }]);
      } finally {
        await underTest.dispose();
      }
    });

    it('8. MUST reject a check when the receiver is gone', async () => {
      const underTest = await prepare();
      await underTest.dispose();
      await expect(underTest.notifier.check()).rejects.toEqual(refusal);
    });
  });
}
