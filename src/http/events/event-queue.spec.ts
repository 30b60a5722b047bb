import { describe, expect, it } from '@jest/globals';
import { anAlert, anIncident } from '../../../test/alerting/builders.js';
import type { LiveEvent } from '../../application/live-events.js';
import { EventQueue, type Presenters } from './event-queue.js';

const unacknowledged = { acknowledgedBy: undefined, acknowledgedAt: undefined };
const alertEvent = (id: string): LiveEvent => ({ kind: 'alert', alert: { ...anAlert({ id }), ...unacknowledged } });
const incidentEvent = (id: string): LiveEvent => {
  const { members: _members, ...incident } = anIncident({ id, members: [anAlert({})] });
  return { kind: 'incident', incident: { ...incident, ...unacknowledged } };
};

/** A screen whose presenters answer when they are told to. `reads`: how many alerts were presented together. */
function aScreen(answer: () => Promise<void>) {
  const shown: string[] = [];
  const reads: number[] = [];
  let isCutOff = false;
  const name = (event: string, data: unknown) => shown.push(`${event} ${(data as { id?: string }).id ?? ''}`.trim());
  const present = {
    alerts: {
      all: async (alerts: readonly { id: string }[]) => {
        reads.push(alerts.length);
        await answer();
        return alerts.map(({ id }) => ({ id }));
      },
    },
    incidents: { all: (all: readonly { id: string }[]) => Promise.resolve(all.map(({ id }) => ({ id }))) },
  } as unknown as Presenters;
  const queue = new EventQueue(present, { send: name, giveUp: () => (isCutOff = true) });
  return { queue, shown, reads, isCutOff: () => isCutOff };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('live events of an open screen', () => {
  it('come in the order in which they happened, whatever each takes to be read', async () => {
    const screen = aScreen(() => settled().then(() => undefined));
    screen.queue.push(alertEvent('fan'));
    screen.queue.push(incidentEvent('trouble'));
    screen.queue.push({ kind: 'quiet' });
    screen.queue.push({ kind: 'quiet' });
    screen.queue.push({ kind: 'twin', change: 'fault-cleared' });
    screen.queue.push(alertEvent('inlet'));
    await settled();
    await settled();
    await settled();
    expect(screen.shown).toEqual(['alert fan', 'incident trouble', 'quiet', 'twin', 'alert inlet']);
  });

  it('are read together when hundreds come at once', async () => {
    let go = () => {};
    const screen = aScreen(() => new Promise<void>((resolve) => (go = resolve)));
    for (let i = 0; i < 250; i++) screen.queue.push(alertEvent(`alert-${i}`));
    go();
    await settled();
    go();
    await settled();
    expect(screen.reads).toEqual([1, 249]);
    expect(screen.shown).toHaveLength(250);
  });

  it('end when they cannot be read, so that the screen connects anew and reads what it missed', async () => {
    const screen = aScreen(() => Promise.reject(new Error('the records are gone')));
    screen.queue.push(alertEvent('fan'));
    await settled();
    expect(screen.isCutOff()).toBe(true);
    expect(screen.shown).toEqual([]);
  });
});
