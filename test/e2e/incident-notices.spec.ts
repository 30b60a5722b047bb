import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpTarget } from '../notifiers/http-target.js';
import { decodeMail, MailTarget } from '../notifiers/mail-target.js';
import { sendJson } from './api-call.js';
import { eventually, patienceMs, startService, type RunningService } from './plenum-process.js';

const stepMs = 10_000;
const calmPoints = 2_000;
const troublePoints = 12;
const racks = ['hall-1-rack-01', 'hall-1-rack-02', 'hall-1-rack-03'];

/** Real: the service on the demo site, its records, SIGKILL, the alerting file, the mail server, the HTTP receiver. */
describe('a CRAH that stops, told by incident', () => {
  const endsAt = Date.now();
  let service: RunningService;
  let mailbox: MailTarget;
  let pager: HttpTarget;
  let folder: string;
  const env = () => ({ PLENUM_ALERTING: join(folder, 'alerting.yaml') });

  beforeAll(async () => {
    [mailbox, pager] = await Promise.all([MailTarget.start(), HttpTarget.start()]);
    folder = await mkdtemp(join(tmpdir(), 'plenum-alerting-'));
    await writeFile(join(folder, 'alerting.yaml'), alertingFile([mail()]));
    service = await startService(env());
    for (const rack of racks) await write(rack, 'dc.rack.inlet_temperature', 'Cel', warmInlet);
    await write('hall-1-crah-1', 'dc.crah.fan_speed', '1', stoppedFan);
    await eventually(
      () => Promise.resolve(mailbox.mails.length),
      (mails) => mails > 0,
    );
  }, patienceMs);
  afterAll(async () => {
    await service.stop();
    await Promise.all([mailbox.stop(), pager.stop(), rm(folder, { recursive: true })]);
  });

  const mail = () =>
    `{ name: on-call, type: smtp, host: localhost, port: ${mailbox.port}, security: none, from: plenum@example.com, to: ops@example.com, groupWaitSeconds: 5 }`;
  const hook = () => `{ name: pager, type: webhook, url: "${pager.url}/hook", by: incident, groupWaitSeconds: 0 }`;
  const alertingFile = (receivers: readonly string[]) =>
    ['console: https://plenum.example', 'receivers:', ...receivers.map((receiver) => `  - ${receiver}`), runbook].join(
      '\n',
    );
  const write = async (asset: string, metric: string, unit: string, valueAt: (step: number) => number) => {
    const points = Array.from({ length: calmPoints + troublePoints }, (_, step) => ({
      asset,
      metric,
      unit,
      at: endsAt - (calmPoints + troublePoints - step) * stepMs,
      value: valueAt(step),
    }));
    const url = new URL('/api/v1/telemetry', service.url);
    expect((await sendJson(url, 'POST', { points })).status).toBeLessThan(300);
  };

  it('is one mail with the cause first, what is left, whom it hits and what to do', () => {
    expect(mailbox.mails).toHaveLength(1);
    const { headers, text } = decodeMail(mailbox.mails[0]!.raw);
    expect(headers.get('subject')).toBe('[demo] CRITICAL: CRAH hall-1-crah-1: fan stopped; 3 racks in Hall 1 affected');
    expect(text).toContain('cooling of zone hall-1-north: 1 of 2 units work, 1 needed, no spare left');
    expect(text).toMatch(/hall-1-crah-1 \(\d+ %\): 3 of 3 other affected assets depend on it/);
    expect(text).toContain('Call the cooling contractor.');
    expect(text).toContain('https://wiki.example/crah');
    expect(text).toMatch(/https:\/\/plenum\.example\/#\/incidents\/[0-9a-f]{32}/);
  });

  it(
    'is not told again after the service was killed',
    async () => {
      await service.kill();
      service = await startService(env(), service);
      await write('hall-2-crah-1', 'dc.crah.fan_speed', '1', stoppedFan);
      await eventually(
        () => Promise.resolve(mailbox.mails.length),
        (mails) => mails > 1,
      );
      const subjects = mailbox.mails.map(({ raw }) => decodeMail(raw).headers.get('subject') ?? '');
      expect(subjects.filter((subject) => subject.includes('hall-1-crah-1'))).toHaveLength(1);
      expect(subjects.filter((subject) => subject.includes('hall-2-crah-1'))).toHaveLength(1);
    },
    patienceMs,
  );

  it(
    'is told to a receiver that the file names from now on, and a mistake in the file changes nothing',
    async () => {
      await writeFile(join(folder, 'alerting.yaml'), 'receivers: [{ name: nobody, type: pigeon }]');
      await eventually(
        () => refused(),
        (isRefused) => isRefused === 1,
      );
      await writeFile(join(folder, 'alerting.yaml'), alertingFile([mail(), hook()]));
      await eventually(
        () => refused(),
        (isRefused) => isRefused === 0,
      );
      await write('hall-2-pdu-a1', 'dc.pdu.power', 'W', (step) => stoppedFan(step) * 20_000);
      const [body = ''] = await eventually(
        () => Promise.resolve(pager.posted),
        (posted) => posted.length > 0,
      );
      expect(JSON.parse(body)).toMatchObject({
        version: 1,
        incidents: [{ causeAssetId: 'hall-2-pdu-a1', state: 'open', news: ['opened'] }],
      });
    },
    patienceMs,
  );

  const refused = async () => {
    const text = await (await fetch(new URL('/metrics', service.url))).text();
    return Number(/^plenum_alerting_settings_refused (\d)$/m.exec(text)?.[1]);
  };
});

const runbook = `runbooks:
  - { match: { cause: fan-stopped, room: hall-1 }, steps: Call the cooling contractor., url: "https://wiki.example/crah" }`;

const ripple = (step: number) => ((step * 7_919) % 13) / 13;

function warmInlet(step: number): number {
  return step < calmPoints ? 21 + 0.4 * ripple(step) : 27 + (step - calmPoints) / 2;
}

function stoppedFan(step: number): number {
  return step < calmPoints ? 0.6 + 0.02 * ripple(step) : 0;
}
