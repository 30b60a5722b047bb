import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpTarget } from '../notifiers/http-target.js';
import { decodeMail, MailTarget } from '../notifiers/mail-target.js';
import { call } from './api-call.js';
import { eventually, patienceMs, type RunningService, runPlenum, startService } from './plenum-process.js';

const stepMs = 10_000;
const calmPoints = 2_000;
const burst = Array.from({ length: 20 }, (_, i) => `rack-${i}`);

interface Body {
  readonly alerts: readonly {
    readonly id: string;
    readonly state: string;
    readonly severity: string;
    readonly assetId: string;
  }[];
}

/** Real: the service, the receivers, the records. */
describe('Receivers of a running service', () => {
  let folder: string;
  let hook: HttpTarget;
  let mailbox: MailTarget;
  let alerting: string;
  let running: RunningService | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plenum-alerting-'));
    [hook, mailbox] = await Promise.all([HttpTarget.start(), MailTarget.start()]);
    alerting = join(folder, 'alerting.yaml');
    await writeFile(
      alerting,
      [
        'console: https://plenum.example',
        'receivers:',
        `  - { name: hook, type: webhook, url: "${hook.url}/", groupWaitSeconds: 0 }`,
        '  - name: mail',
        '    type: smtp',
        '    by: alert',
        '    host: localhost',
        `    port: ${mailbox.port}`,
        '    security: none',
        '    from: plenum@example.com',
        '    to: ops@example.com',
        '    groupWaitSeconds: 10',
        '    assets: rack-*',
      ].join('\n'),
    );
  });
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await Promise.all([hook.stop(), mailbox.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (leftBy?: RunningService) => {
    running = await startService({ PLENUM_ALERTING: alerting }, leftBy);
    return running;
  };
  const told = () => hook.posted.flatMap((body) => (JSON.parse(body) as Body).alerts);
  const racksTold = () => new Set(told().map(({ assetId }) => assetId));
  const racksMailed = () =>
    new Set(mailbox.mails.flatMap(({ raw }) => decodeMail(raw).text.match(/\brack-\w+/g) ?? []));
  const hasAll = (wanted: readonly string[]) => (found: ReadonlySet<string>) => wanted.every((rack) => found.has(rack));
  const repeated = (names: readonly (string | undefined)[]) => names.filter((name, i) => names.indexOf(name) < i);

  it(
    'are told of a burst, people in one mail, and nobody twice whatever the service survives',
    async () => {
      const service = await start();
      await write(service, hotInlets(burst));
      await eventually(() => Promise.resolve(racksTold()), hasAll(burst), patienceMs);
      await eventually(() => Promise.resolve(racksMailed()), hasAll(burst), patienceMs);
      // How many a slow machine makes of it is not the point: far fewer than alerts.
      expect(mailbox.mails.length).toBeLessThan(burst.length / 2);
      const { headers, text } = decodeMail(mailbox.mails[0]!.raw);
      expect(headers.get('subject')).toMatch(/^\[demo\] (WARNING|CRITICAL): .*more alert/);
      expect(text).toContain('https://plenum.example/#/series/');

      await service.kill();
      const again = await start(service);
      await write(again, hotInlets(['rack-late']));
      // Each receiver is told in order: once the late one is told, what was to be repeated has been.
      await eventually(() => Promise.resolve(racksTold()), hasAll(['rack-late']), patienceMs);
      await eventually(() => Promise.resolve(racksMailed()), hasAll(['rack-late']), patienceMs);
      expect(repeated(told().map(({ id, state, severity }) => `${id} ${state} ${severity}`))).toEqual([]);
      expect(repeated(mailbox.mails.map(({ raw }) => decodeMail(raw).headers.get('message-id')))).toEqual([]);
    },
    patienceMs,
  );

  it('are tried by the command line, and looked at by the doctor, which sends nothing', async () => {
    const env = { PLENUM_ALERTING: alerting, PLENUM_DATA_DIR: folder, PLENUM_HTTP_PORT: '0' };
    const healthy = await runPlenum(['doctor'], env);
    expect(healthy.stdout).toMatch(/ok\s+alerting\s+receiver hook \(webhook\) can be reached/);
    expect(healthy.stdout).toMatch(/ok\s+alerting\s+receiver mail \(smtp\) can be reached/);
    expect([...hook.posted, ...mailbox.mails]).toEqual([]);

    expect(await runPlenum(['alerts', 'test', '--receiver', 'mail'], env)).toMatchObject({
      code: 0,
      stdout: 'mail (smtp) has confirmed\n',
    });
    expect(decodeMail(mailbox.mails[0]!.raw).headers.get('subject')).toMatch(
      /WARNING: Test of receiver mail: nothing is wrong$/,
    );
    expect(await runPlenum(['alerts', 'test', '--receiver', 'pager'], env)).toMatchObject({
      code: 2,
      stderr: 'plenum: there is no receiver "pager"; there are hook, mail\n',
    });

    await hook.stop();
    const ill = await runPlenum(['doctor'], env);
    expect(ill.stdout).toMatch(/warn\s+alerting\s+receiver hook: webhook at \S+ did not answer/);
    expect(await runPlenum(['alerts', 'test', '--receiver', 'hook'], env)).toMatchObject({ code: 1 });
  });
});

async function write(service: RunningService, body: string): Promise<void> {
  const answer = await call(new URL('/api/v2/write?precision=ms', service.url), { method: 'POST', body });
  expect(answer.status).toBe(204);
}

const reading = (rack: string, at: number, celsius: number) =>
  `chassis,host=${rack} inlet_celsius=${celsius.toFixed(2)} ${at}\n`;

/** Inlets that have been calm for hours and leave their band together. */
function hotInlets(racks: readonly string[]): string {
  const troublePoints = 12;
  const startsAt = Date.now() - (calmPoints + troublePoints) * stepMs;
  const calm = (step: number) => 22 + ((step * 7_919) % 13) / 40;
  return Array.from({ length: calmPoints + troublePoints }, (_, step) =>
    racks
      .map((rack) => reading(rack, startsAt + step * stepMs, step < calmPoints ? calm(step) : 45 + step - calmPoints))
      .join(''),
  ).join('');
}
