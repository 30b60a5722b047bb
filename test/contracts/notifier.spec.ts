import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { LogNotifier } from '../../src/adapters/notifiers/log/log-notifier.js';
import { WebhookNotifier } from '../../src/adapters/notifiers/webhook/webhook-notifier.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { MemoryNotifier, RecordingLog } from '../alerting/stand-ins.js';
import {
  describeNotifier,
  describeRefusedNotifier,
  type NotifierUnderTest,
  type RefusingNotifierUnderTest,
} from './notifier.contract.js';

const state = z.enum(['pending', 'firing', 'resolved']);
const Body = z.object({ alerts: z.array(z.object({ id: z.string(), state })) });

function aStandIn(): Promise<RefusingNotifierUnderTest> {
  const notifier = new MemoryNotifier();
  return Promise.resolve({
    notifier,
    received: () => notifier.received,
    refuse: (refusing) => notifier.refuseNext(refusing ? Infinity : 0),
    dispose: () => Promise.resolve(),
  });
}

function aLog(): Promise<NotifierUnderTest> {
  const log = new RecordingLog();
  return Promise.resolve({
    notifier: new LogNotifier(log),
    received: () =>
      log.lines.map(({ message, fields }) => {
        return { id: z.string().parse(fields['id']), state: state.parse(message.replace('alert ', '')) };
      }),
    dispose: () => Promise.resolve(),
  });
}

/** A webhook with a real receiver on a local port. */
async function aWebhook(): Promise<RefusingNotifierUnderTest> {
  const received: z.infer<typeof Body>['alerts'] = [];
  let isRefusing = false;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (!isRefusing) received.push(...Body.parse(JSON.parse(body)).alerts);
      response.writeHead(isRefusing ? 503 : 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    notifier: new WebhookNotifier({ url: `http://127.0.0.1:${port}/`, secret: 'shared' }, new SystemClock()),
    received: () => received,
    refuse: (refusing) => {
      isRefusing = refusing;
    },
    dispose: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

describeNotifier('The stand-in of the specs', aStandIn);
describeRefusedNotifier('The stand-in of the specs', aStandIn);
describeNotifier('The log', aLog);
describeNotifier('The webhook', aWebhook);
describeRefusedNotifier('The webhook', aWebhook);
