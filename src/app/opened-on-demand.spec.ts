import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { DomainError } from '../domain/errors.js';
import { OpenedOnDemand } from './opened-on-demand.js';

/** A server whose openings are answered by the test, one after the other. */
class AServer {
  readonly answers: { succeed(): void; fail(): void }[] = [];
  closed = 0;

  open(): Promise<AServer> {
    return new Promise((resolve, reject) => {
      this.answers.push({
        succeed: () => resolve(this),
        fail: () => reject(new DomainError('unavailable', 'no answer', { retriable: true })),
      });
    });
  }

  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
}

describe('a server of the center that an edge needs now and then', () => {
  let clock: FakeClock;
  let server: AServer;
  let onDemand: OpenedOnDemand<AServer>;

  beforeEach(() => {
    [clock, server] = [new FakeClock(), new AServer()];
    onDemand = new OpenedOnDemand(() => server.open(), clock);
  });

  it('is not called before it is needed, and then once for all who need it', async () => {
    expect(server.answers).toHaveLength(0);
    const both = [onDemand.get(), onDemand.get()];
    server.answers[0]!.succeed();
    expect(await Promise.all(both)).toEqual([server, server]);
    expect(await onDemand.get()).toBe(server);
    expect(server.answers).toHaveLength(1);
  });

  it('is called again after it did not answer', async () => {
    const first = onDemand.get();
    server.answers[0]!.fail();
    await expect(first).rejects.toMatchObject({ code: 'unavailable' });
    const second = onDemand.get();
    server.answers[1]!.succeed();
    expect(await second).toBe(server);
  });

  it('is closed with the edge when it was in use', async () => {
    const opening = onDemand.get();
    server.answers[0]!.succeed();
    await opening;
    await onDemand.close();
    expect(server.closed).toBe(1);
  });

  it('does not hold up the end of an edge that never needed it', async () => {
    await onDemand.close();
    expect(server.answers).toHaveLength(0);
  });

  it('holds up the end of an edge for five seconds when it does not answer', async () => {
    const unanswered = onDemand.get();
    let hasEnded = false;
    const closing = onDemand.close().then(() => (hasEnded = true));
    clock.advance(4_999);
    await settled();
    expect(hasEnded).toBe(false);
    clock.advance(1);
    await closing;
    server.answers[0]!.fail();
    await expect(unanswered).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is closed, however late, when it answers an edge that ends', async () => {
    const opening = onDemand.get();
    const closing = onDemand.close();
    server.answers[0]!.succeed();
    await opening;
    await closing;
    expect(server.closed).toBe(1);
  });
});

/** All that can go on without the clock has gone on. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
