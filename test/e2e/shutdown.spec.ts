import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { patienceMs, startService, type RunningService } from './plenum-process.js';
import { seriesOf, storedPoints } from './stored-points.js';

describe.each(['SIGTERM', 'SIGINT'] as const)('an operator ends the service with %s', (signal) => {
  let service: RunningService;
  afterEach(() => service.stop());

  it(
    'and a write under way is still answered, open screens are let go, and the exit code is 0',
    async () => {
      service = await startService();
      const screen = await fetch(new URL('/api/v1/events', service.url));
      const upload = await beginUpload(service.port, 'chassis,host=srv-1 ');

      service.signal(signal);
      expect(await screen.text()).toContain(': connected');
      service.signal(signal); // an impatient second time, while it drains
      await expect(fetch(new URL('/health', service.url))).rejects.toThrow();
      const answer = await upload.finish('inlet_celsius=22.5 1760000000000\n');

      expect(answer.statusCode).toBe(204);
      expect(answer.headers.connection).toBe('close');
      expect(await service.exitCode).toBe(0);

      service = await startService({}, service);
      const [series] = await seriesOf(service.url, 'srv-1');
      expect(await storedPoints(service.url, series!.id)).toEqual([{ at: 1_760_000_000_000, value: 22.5 }]);
    },
    patienceMs,
  );
});

/** Sends headers and the first part of a write; returns once the service reads the body. */
async function beginUpload(port: number, firstPart: string) {
  const upload = request({
    port,
    method: 'POST',
    path: '/api/v2/write?precision=ms',
    headers: { 'content-type': 'text/plain', expect: '100-continue' },
  });
  const answered = once(upload, 'response');
  await once(upload, 'continue');
  upload.write(firstPart);
  const finish = async (rest: string): Promise<IncomingMessage> => {
    upload.end(rest);
    const [answer] = (await answered) as [IncomingMessage];
    answer.resume();
    return answer;
  };
  return { finish };
}
