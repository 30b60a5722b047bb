import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { Response } from 'express';
import { anAlert, noon } from '../../../test/alerting/builders.js';
import { FakeClock } from '../../adapters/system/fake-clock.js';
import { LiveEvents } from '../../application/live-events.js';
import type { QuerySeries } from '../../application/query-series.js';
import type { PresentAlerts } from '../alerts/present-alerts.js';
import type { PresentIncidents } from '../incidents/present-incidents.js';
import { EventsController } from './events.controller.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the stream of an open screen', () => {
  it('ends with the service, also while an alert is being read for it', async () => {
    const live = new LiveEvents();
    let answer: (shown: readonly unknown[]) => void = () => undefined;
    const reading = new Promise<readonly unknown[]>((resolve) => (answer = resolve));
    const alerts = { all: () => reading } as unknown as PresentAlerts;
    const controller = new EventsController(
      live,
      {} as QuerySeries,
      alerts,
      {} as PresentIncidents,
      new FakeClock(noon),
    );
    const failures: Error[] = [];
    const response = Object.assign(new PassThrough(), { writeHead: () => response });
    response.on('error', (error: Error) => failures.push(error));
    const streaming = controller.stream({}, response as unknown as Response);
    await settled();
    live.emit({ kind: 'alert', alert: { ...anAlert({}), acknowledgedBy: undefined, acknowledgedAt: undefined } });
    controller.beforeApplicationShutdown();
    await streaming;
    answer([{ id: 'fan' }]);
    await settled();
    expect(response.writableEnded).toBe(true);
    expect(failures).toEqual([]);
  });
});
