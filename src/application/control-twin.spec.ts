import { describe, expect, it } from '@jest/globals';
import { demoSite } from '../../test/builders/twin.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { UuidV7 } from '../adapters/system/uuid-v7.js';
import { faultCatalogue } from '../domain/twin/faults/catalogue.js';
import { TwinSession } from '../domain/twin/twin-session.js';
import { TwinOut } from '../http/twin/twin.schema.js';
import { type AuditEntry, AuditLog } from '../ports/audit-log.js';
import { ControlTwin } from './control-twin.js';

class MemoryAudit extends AuditLog {
  readonly entries: AuditEntry[] = [];

  append(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
    return Promise.resolve();
  }

  list(): Promise<readonly AuditEntry[]> {
    return Promise.resolve(this.entries.toReversed());
  }
}

const now = Date.UTC(2026, 2, 10, 12);
const site = demoSite();

function aControl({ running = true }: { running?: boolean } = {}) {
  const clock = new FakeClock(now);
  const settings = { seed: 1, stepSeconds: 10, speed: 1, backfillHours: 0, backfillStepSeconds: 60 };
  const session = new TwinSession(site, settings, now);
  session.running = running;
  const audit = new MemoryAudit();
  return { session, audit, control: new ControlTwin(session, audit, clock, new UuidV7(clock)) };
}

describe('controlling the twin', () => {
  it('shows its state in the shape that the API promises, marked as simulated', async () => {
    const { control } = aControl();
    await control.inject({ kind: 'sensor-drift', asset: 'hall-1-crah-1', durationSeconds: 600 }, 'olga');
    const status = control.status();
    expect(TwinOut.parse(status)).toEqual(status);
    expect(status).toMatchObject({ simulated: true, enabled: true, site: 'demo', now: '2026-03-10T12:00:00.000Z' });
    expect(status.faultKinds.map(({ kind }) => kind)).toEqual(Object.keys(faultCatalogue));
    expect(status.summary.itPowerW).toBeGreaterThan(50_000);
  });

  it('injects and clears a fault, and the audit log knows who did', async () => {
    const { control, audit, session } = aControl();
    const fault = await control.inject(
      { kind: 'crah-fan-failure', asset: 'hall-1-crah-1', durationSeconds: 60 },
      'olga',
    );
    expect(fault).toEqual({
      id: 'fault-1',
      kind: 'crah-fan-failure',
      asset: 'hall-1-crah-1',
      magnitude: 1,
      durationSeconds: 60,
      startedAt: '2026-03-10T12:00:00.000Z',
      endsAt: '2026-03-10T12:01:00.000Z',
    });
    await control.clear(fault.id, 'ivan');
    expect(session.twin.faults()).toEqual([]);
    expect(audit.entries.map(({ actor, action, subject }) => ({ actor, action, subject }))).toEqual([
      { actor: 'olga', action: 'twin.fault.injected', subject: 'hall-1-crah-1' },
      { actor: 'ivan', action: 'twin.fault.cleared', subject: 'hall-1-crah-1' },
    ]);
  });

  it('changes the speed within its range only', async () => {
    const { control, session, audit } = aControl();
    await control.setSpeed(60, 'olga');
    expect(session.speed).toBe(60);
    for (const speed of [-1, 10_001, Number.NaN]) {
      await expect(control.setSpeed(speed, 'olga')).rejects.toMatchObject({ code: 'invalid_input' });
    }
    expect(audit.entries).toHaveLength(1);
  });

  it('refuses to change a twin that does not run, and records nothing', async () => {
    const { control, audit } = aControl({ running: false });
    expect(control.status().enabled).toBe(false);
    await expect(control.inject({ kind: 'silent-device', asset: 'demo' }, 'olga')).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(audit.entries).toEqual([]);
  });

  it('records nothing when the fault does not fit', async () => {
    const { control, audit } = aControl();
    await expect(control.inject({ kind: 'runaway-job', asset: 'hall-1' }, 'olga')).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(audit.entries).toEqual([]);
  });
});
