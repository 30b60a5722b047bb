import { afterEach, describe, expect, it } from '@jest/globals';
import { aContext, anAlert } from '../../../../test/alerting/builders.js';
import { RecordingLog } from '../../../../test/alerting/stand-ins.js';
import { decodeMail, MailTarget, type MailTargetOptions } from '../../../../test/notifiers/mail-target.js';
import { SmtpNotifier, type SmtpSettings } from './smtp-notifier.js';

const running: MailTarget[] = [];
const login = { user: 'plenum', password: 'correct horse' };

afterEach(async () => {
  await Promise.all(running.splice(0).map((target) => target.stop()));
});

/** A real SMTP server, and a notifier that fits it unless told otherwise. */
async function aMailbox(options: MailTargetOptions = {}) {
  const target = await MailTarget.start(options);
  running.push(target);
  const log = new RecordingLog();
  const fitting: SmtpSettings = {
    name: 'mail',
    host: 'localhost',
    port: target.port,
    security: options.security ?? 'none',
    login: options.login,
    from: 'plenum@example.com',
    to: ['ops@example.com', 'lead@example.com'],
    ca: target.ca,
  };
  const notifier = (over: Partial<SmtpSettings> = {}, context = aContext()) =>
    new SmtpNotifier({ ...fitting, ...over }, context, log);
  return { target, log, notifier, mails: () => target.mails.map(({ raw }) => decodeMail(raw)) };
}

const refusal = (promise: Promise<void>): Promise<string> =>
  promise.then(
    () => 'confirmed',
    (error: unknown) => String(error),
  );

describe('a mail about alerts', () => {
  it('says the gravest in its subject, and what, where and since when in both of its parts', async () => {
    const { notifier, mails, target } = await aMailbox();
    await notifier().notify([anAlert({ id: 'w', severity: 'warning' }), anAlert()]);
    expect(target.mails).toMatchObject([{ from: 'plenum@example.com', to: ['ops@example.com', 'lead@example.com'] }]);
    const [{ headers, text, html }] = mails() as [ReturnType<typeof decodeMail>];
    expect(headers.get('subject')).toBe(`[demo] CRITICAL: ${anAlert().summary} (and 1 more alert)`);
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    for (const part of [text, html]) {
      expect(part).toContain('2 firing at demo');
      expect(part).toContain('hall-1-crah-1 (hall-1)');
      expect(part).toContain('2026-03-01 13:00:00 CET');
      expect(part).toContain('https://plenum.example/#/series/1');
    }
    expect(text.indexOf('CRITICAL  ')).toBeLessThan(text.indexOf('WARNING  '));
  });

  it('bears the same Message-ID when it is sent again, and another when the news are others', async () => {
    const { notifier, mails } = await aMailbox();
    const [a, b] = [anAlert({ id: 'a' }), anAlert({ id: 'b' })];
    for (const notices of [[a, b], [b, a], [a]]) await notifier().notify(notices);
    const [first, again, other] = mails().map(({ headers }) => headers.get('message-id'));
    expect(first).toMatch(/^<[0-9a-f]{64}@plenum\.demo>$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is one for a burst of 250, with a list that is cut and the count', async () => {
    const { notifier, mails } = await aMailbox();
    await notifier().notify(Array.from({ length: 250 }, (_, i) => anAlert({ id: `a${i}` })));
    const [mail, ...others] = mails();
    expect(others).toEqual([]);
    expect(mail!.text).toContain('250 firing at demo');
    expect(mail!.text).toContain('… and 200 more');
    expect(mail!.text).toContain('https://plenum.example/#/alerts');
  });

  it('says when and that alerts are over', async () => {
    const { notifier, mails } = await aMailbox();
    const { startsAt } = anAlert();
    await notifier().notify([anAlert({ state: 'resolved', resolvedAt: startsAt + 60_000 })]);
    expect(mails()[0]!.headers.get('subject')).toMatch(/^\[demo\] RESOLVED: /);
    expect(mails()[0]!.text).toContain('since 2026-03-01 13:00:00 CET until 2026-03-01 13:01:00 CET');
  });

  it('shows names as they are, and puts none of them into its header', async () => {
    const { notifier, mails } = await aMailbox();
    const hostile = anAlert({ assetId: '<b>srv</b>', summary: 'is hot\r\nBcc: all@example.com' });
    await notifier().notify([hostile]);
    const { headers, html } = mails()[0]!;
    expect(headers.has('bcc')).toBe(false);
    expect(html).toContain('&lt;b&gt;srv&lt;/b&gt;');
  });

  it('counts as told when the server takes it for one of its addresses, and the refused one is logged', async () => {
    const { notifier, target, log } = await aMailbox({ unknown: ['lead@example.com'] });
    await notifier().notify([anAlert()]);
    expect(target.mails).toMatchObject([{ to: ['ops@example.com'] }]);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { rejected: ['lead@example.com'] } }]);
  });
});

describe('the way to a mail server', () => {
  it.each(['starttls', 'tls'] as const)('is encrypted by %s, with the login', async (security) => {
    const { notifier, target } = await aMailbox({ security, login });
    await notifier().check();
    await notifier().notify([anAlert()]);
    expect(target.mails).toMatchObject([{ isEncrypted: true }]);
  });

  it('is not taken without encryption where STARTTLS is wanted and not offered', async () => {
    const { notifier, target } = await aMailbox();
    expect(await refusal(notifier({ security: 'starttls' }).notify([anAlert()]))).toContain('mail server at localhost');
    expect(target.mails).toEqual([]);
  });

  it('is not taken to a server whose certificate nobody vouches for', async () => {
    const { notifier, target } = await aMailbox({ security: 'starttls' });
    expect(await refusal(notifier({ ca: undefined }).notify([anAlert()]))).toMatch(/self-signed certificate/);
    expect(target.mails).toEqual([]);
  });

  it('with a wrong password ends in an error that does not repeat it', async () => {
    const { notifier } = await aMailbox({ security: 'starttls', login });
    const message = await refusal(notifier({ login: { ...login, password: 'wrong-battery' } }).check());
    expect(message).toContain('wrong password');
    expect(message).not.toContain('wrong-battery');
  });
});
