import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeClock } from '../../system/fake-clock.js';
import { ServiceIntake } from './service-intake.js';

interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

let server: Server | undefined;
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

/** A real HTTP server that gives the answers in turn and keeps the requests. */
async function aService(answers: Answer[]) {
  const requests: { headers: IncomingMessage['headers']; url: string | undefined; body: string }[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push({ headers: request.headers, url: request.url, body });
      const answer = answers.shift() ?? { status: 500 };
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** A clock whose sleepers wake at once, with the time that they asked for gone by. */
class SkippingClock extends FakeClock {
  override sleep(ms: number): Promise<void> {
    this.advance(ms);
    return Promise.resolve();
  }
}

const column = { assetId: 'rack-1', metric: 'hw.temperature', unit: 'Cel', at: [1000, 2000], values: [21, 22] };

describe('points on their way into a running service', () => {
  it('are sent as Plenum JSON with the API key', async () => {
    const { url, requests } = await aService([{ status: 200, body: '{"accepted":2,"refused":0,"rejections":[]}' }]);
    const intake = new ServiceIntake({ url, token: 'secret-key' }, new FakeClock());
    expect(await intake.send([column])).toEqual({ points: 0, firstReason: undefined });
    expect(requests[0]).toMatchObject({
      url: '/api/v1/telemetry',
      headers: { authorization: 'Bearer secret-key', 'content-type': 'application/json' },
    });
    expect(JSON.parse(requests[0]!.body)).toEqual({
      series: [{ asset: 'rack-1', metric: 'hw.temperature', unit: 'Cel', at: [1000, 2000], values: [21, 22] }],
    });
  });

  it('are sent again after the pause that an overloaded service asks for', async () => {
    const { url, requests } = await aService([
      { status: 429, headers: { 'retry-after': '3' } },
      { status: 503 },
      { status: 200, body: '{"refused":0}' },
    ]);
    const clock = new SkippingClock();
    await new ServiceIntake({ url, token: undefined }, clock).send([column]);
    expect(clock.now()).toBe(4_000);
    expect(requests.map(({ body }) => body)).toEqual([requests[0]!.body, requests[0]!.body, requests[0]!.body]);
  });

  it('that are refused in part are counted with the first reason', async () => {
    const rejections = [{ position: 2, code: 'out_of_range', message: 'too hot' }];
    const body = JSON.stringify({ detail: '1 accepted, 1 refused', accepted: 1, refused: 1, rejections });
    const { url } = await aService([{ status: 400, body }]);
    const refusals = await new ServiceIntake({ url, token: undefined }, new FakeClock()).send([column]);
    expect(refusals).toEqual({ points: 1, firstReason: 'too hot' });
  });

  it.each([
    [401, 'unauthenticated', '--token'],
    [403, 'forbidden', '--token'],
    [400, 'invalid_input', 'the service answered 400: no such thing'],
    [413, 'invalid_input', '413'],
  ])('a refusal with %i rejects and says what to do', async (status, code, message) => {
    const { url } = await aService([{ status, body: '{"detail":"no such thing"}' }]);
    await expect(new ServiceIntake({ url, token: undefined }, new FakeClock()).send([column])).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as unknown,
    });
  });

  it('a service that is not running is named with what to do', async () => {
    const { url } = await aService([]);
    await new Promise((resolve) => server!.close(resolve));
    server = undefined;
    await expect(new ServiceIntake({ url, token: undefined }, new FakeClock()).send([column])).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('npm start') as unknown,
    });
  });
});
