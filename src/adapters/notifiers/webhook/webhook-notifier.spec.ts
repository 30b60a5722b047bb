import { afterEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { aContext, anAlert } from '../../../../test/alerting/builders.js';
import { FakeClock } from '../../system/fake-clock.js';
import { WebhookNotifier } from './webhook-notifier.js';

const secret = 'correct horse battery';
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
          server.closeAllConnections();
        }),
    ),
  );
});

interface Call {
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A real HTTP server that keeps the calls. */
async function aReceiver(answer: (response: ServerResponse) => void) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      calls.push({ url: request.url, headers: request.headers, body });
      answer(response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

const ok = (response: ServerResponse) => void response.writeHead(204).end();
const at = 1_760_000_000_500;
const notifierFor = (host: string, settings: { secret?: string; timeoutMs?: number } = {}) =>
  new WebhookNotifier(
    { name: 'webhook', url: `http://${host}/hooks/t0ken-of-ours`, secret: undefined, ...settings },
    aContext(),
    new FakeClock(at),
  );

describe('an alert sent to a webhook', () => {
  it('is JSON with a version, times in ISO 8601 and null for what is not known', async () => {
    const { host, calls } = await aReceiver(ok);
    await notifierFor(host).notify([anAlert({ id: 'a1', startsAt: 1_000, expected: Number.NaN })]);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ url: '/hooks/t0ken-of-ours', headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(calls[0]!.body)).toMatchObject({
      version: 1,
      alerts: [{ id: 'a1', startsAt: '1970-01-01T00:00:01.000Z', resolvedAt: null, expected: null, simulated: false }],
    });
  });

  it('says where the asset stands, and where the console shows it', async () => {
    const { host, calls } = await aReceiver(ok);
    const silent = anAlert({ kind: 'silent', assetId: 'srv 7', seriesId: 0 });
    await notifierFor(host).notify([anAlert(), silent]);
    expect(JSON.parse(calls[0]!.body)).toMatchObject({
      alerts: [
        { site: 'demo', room: 'hall-1', url: 'https://plenum.example/#/series/1' },
        { url: 'https://plenum.example/#/assets/srv%207' },
      ],
    });
  });

  it('that became more urgent says from what, under another idempotency key', async () => {
    const { host, calls } = await aReceiver(ok);
    const notifier = notifierFor(host);
    await notifier.notify([anAlert({ severity: 'warning' })]);
    await notifier.notify([{ ...anAlert({ severity: 'critical' }), escalatedFrom: 'warning' }]);
    const [fired, escalated] = calls.map(({ body, headers }) => {
      return { body: JSON.parse(body) as unknown, key: headers['idempotency-key'] };
    });
    expect(fired?.body).toMatchObject({ alerts: [{ severity: 'warning', escalatedFrom: null }] });
    expect(escalated?.body).toMatchObject({ alerts: [{ severity: 'critical', escalatedFrom: 'warning' }] });
    expect(escalated?.key).not.toBe(fired?.key);
  });

  it('bears the same idempotency key when it is sent again, and another when its state changes', async () => {
    const { host, calls } = await aReceiver(ok);
    const notifier = notifierFor(host);
    const [one, two] = [anAlert({ id: 'a1' }), anAlert({ id: 'a2' })];
    await notifier.notify([one, two]);
    await notifier.notify([two, one]);
    await notifier.notify([one, anAlert({ id: 'a2', state: 'resolved' })]);
    const [first, again, changed] = calls.map(({ headers }) => headers['idempotency-key']);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(again).toBe(first);
    expect(changed).not.toBe(first);
  });

  it('is signed over time and body when there is a secret', async () => {
    const { host, calls } = await aReceiver(ok);
    await notifierFor(host, { secret }).notify([anAlert()]);
    const expected = createHmac('sha256', secret).update(`1760000000.${calls[0]!.body}`).digest('hex');
    expect(calls[0]!.headers['plenum-signature']).toBe(`t=1760000000,v1=${expected}`);
  });

  it('is not signed without a secret', async () => {
    const { host, calls } = await aReceiver(ok);
    await notifierFor(host).notify([anAlert()]);
    expect(calls[0]!.headers['plenum-signature']).toBeUndefined();
  });

  it('is not sent when there is nothing to tell', async () => {
    const { host, calls } = await aReceiver(ok);
    await notifierFor(host).notify([]);
    expect(calls).toEqual([]);
  });
});

describe('the check of a webhook', () => {
  it('is content with any answer of the host, and sends neither alert nor token', async () => {
    const { host, calls } = await aReceiver((response) => void response.writeHead(405).end());
    await notifierFor(host).check();
    expect(calls).toMatchObject([{ url: '/', body: '' }]);
  });
});

describe('a webhook that does not confirm', () => {
  const refusal = async (notifier: WebhookNotifier): Promise<unknown> =>
    notifier.notify([anAlert()]).then(
      () => 'confirmed',
      (error: unknown) => error,
    );

  it.each([401, 404, 429, 500, 503])('answering %i is tried again later', async (status) => {
    const { host } = await aReceiver((response) => void response.writeHead(status).end('no\nt0ken-of-ours'));
    expect(await refusal(notifierFor(host))).toMatchObject({
      code: 'unavailable',
      retriable: true,
      message: `webhook at ${host} answered ${status} (no …)`,
    });
  });

  it.each([
    [400, 'invalid_input'],
    [413, 'too_large'],
    [422, 'invalid_input'],
  ])('answering %i will not take the same message later either', async (status, code) => {
    const { host } = await aReceiver((response) => void response.writeHead(status).end('no'));
    expect(await refusal(notifierFor(host))).toMatchObject({ code, retriable: false });
  });

  it('by redirecting gets no alert carried to another host', async () => {
    const other = await aReceiver(ok);
    const { host } = await aReceiver(
      (response) => void response.writeHead(307, { location: `http://${other.host}/` }).end(),
    );
    expect(await refusal(notifierFor(host))).toMatchObject({
      message: expect.stringContaining('not followed') as unknown,
    });
    expect(other.calls).toEqual([]);
  });

  it('by saying nothing is given up after the time-out', async () => {
    const { host } = await aReceiver(() => undefined);
    expect(await refusal(notifierFor(host, { timeoutMs: 50 }))).toMatchObject({ code: 'unavailable', retriable: true });
  });

  it('because its address holds a password is named without it', async () => {
    const error = await refusal(notifierFor('plenum:hunter2-hunter2@127.0.0.1:9'));
    expect(error).toMatchObject({
      message: expect.stringContaining('webhook at 127.0.0.1:9 did not answer') as unknown,
    });
    expect(inspect(error)).not.toContain('hunter2');
    expect(inspect(error)).not.toContain('t0ken');
  });

  it('is quoted without short passwords and without the query of its address, which may be one token', async () => {
    const quote = 'http://me:pw@pager/hook?k=7&t=9 is unknown';
    const { host } = await aReceiver((response) => void response.writeHead(404).end(quote));
    const url = `http://${host}/hook?k=7&t=9`;
    const error = await refusal(
      new WebhookNotifier({ name: 'webhook', url, secret: undefined }, aContext(), new FakeClock(at)),
    );
    expect(error).toMatchObject({ message: `webhook at ${host} answered 404 (http://me:pw@pager/hook… is unknown)` });
    expect(inspect(await refusal(notifierFor('me:pw@127.0.0.1:9')))).not.toMatch(/me:|pw@/);
  });

  it('because it is down is named by its host, without the token in its path or the secret', async () => {
    const { host } = await aReceiver(ok);
    await new Promise((resolve) => servers.pop()!.close(resolve));
    const error = await refusal(notifierFor(host, { secret }));
    expect(error).toMatchObject({ message: expect.stringMatching(/ECONNREFUSED/) as unknown });
    expect(String(error)).not.toContain('t0ken');
    expect(String(error)).not.toContain(secret);
  });
});
