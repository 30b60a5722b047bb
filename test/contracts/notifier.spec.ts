import { z } from 'zod';
import { LogNotifier } from '../../src/adapters/notifiers/log/log-notifier.js';
import { SlackNotifier } from '../../src/adapters/notifiers/slack/slack-notifier.js';
import { SmtpNotifier } from '../../src/adapters/notifiers/smtp/smtp-notifier.js';
import { WebhookNotifier } from '../../src/adapters/notifiers/webhook/webhook-notifier.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { aContext } from '../alerting/builders.js';
import { MemoryNotifier, RecordingLog } from '../alerting/stand-ins.js';
import { HttpTarget } from '../notifiers/http-target.js';
import { decodeMail, MailTarget } from '../notifiers/mail-target.js';
import {
  type Change,
  describeNotifier,
  describeRefusedNotifier,
  type NotifierUnderTest,
  type RefusingNotifierUnderTest,
} from './notifier.contract.js';

const state = z.enum(['pending', 'firing', 'resolved']);
const WebhookBody = z.object({ alerts: z.array(z.object({ id: z.string(), state })).default([]) });
const IncidentBody = z.object({ incidents: z.array(z.object({ id: z.string(), state: z.string() })).default([]) });
const SlackBody = z.object({ blocks: z.array(z.object({ block_id: z.string().optional() })) });

function aStandIn(): Promise<RefusingNotifierUnderTest> {
  const notifier = new MemoryNotifier();
  return Promise.resolve({
    notifier,
    received: () => notifier.received,
    receivedIncidents: () =>
      notifier.messages.flatMap((message) => {
        const last = message.at(-1);
        return last && 'noteIndex' in last ? [`${last.state} ${last.id}`] : [];
      }),
    refuse: (refusing) => notifier.refuseNext(refusing ? Infinity : 0),
    dispose: () => {
      notifier.refuseNext(Infinity);
      return Promise.resolve();
    },
  });
}

function aLog(): Promise<NotifierUnderTest> {
  const log = new RecordingLog();
  return Promise.resolve({
    notifier: new LogNotifier(log),
    received: () =>
      log.lines
        .filter(({ message }) => message.startsWith('alert '))
        .map(({ message, fields }) => {
          return { id: z.string().parse(fields['id']), state: state.parse(message.replace('alert ', '')) };
        }),
    receivedIncidents: () => [
      ...new Set(
        log.lines
          .filter(({ message }) => message.startsWith('incident '))
          .map(({ fields }) => `${z.string().parse(fields['state'])} ${z.string().parse(fields['id'])}`),
      ),
    ],
    dispose: () => Promise.resolve(),
  });
}

/** A webhook with a real receiver on a local port. */
async function aWebhook(): Promise<RefusingNotifierUnderTest> {
  const target = await HttpTarget.start();
  const settings = { name: 'webhook', url: `${target.url}/`, secret: 'shared' };
  return {
    notifier: new WebhookNotifier(settings, aContext(), new SystemClock()),
    received: () => target.posted.flatMap((body) => WebhookBody.parse(JSON.parse(body)).alerts),
    receivedIncidents: () =>
      target.posted
        .flatMap((body) => IncidentBody.parse(JSON.parse(body)).incidents)
        .map(({ id, state: told }) => `${told} ${id}`),
    refuse: (refusing) => target.refuse(refusing),
    dispose: () => target.stop(),
  };
}

/** An incoming webhook with a real receiver on a local port, which reads the message as a chat does. */
async function aChat(): Promise<RefusingNotifierUnderTest> {
  const target = await HttpTarget.start();
  return {
    notifier: new SlackNotifier({ name: 'chat', url: `${target.url}/services/T0/B0/secret` }, aContext()),
    received: () => target.posted.flatMap((body) => SlackBody.parse(JSON.parse(body)).blocks.flatMap(changeOfBlock)),
    receivedIncidents: () =>
      target.posted.flatMap((body) => SlackBody.parse(JSON.parse(body)).blocks.flatMap(incidentOfBlock)),
    refuse: (refusing) => target.refuse(refusing),
    dispose: () => target.stop(),
  };
}

function changeOfBlock({ block_id = '' }: { block_id?: string | undefined }): Change[] {
  const [id = '', told] = block_id.split(' ');
  return told === undefined || id === 'incident' ? [] : [{ id, state: state.parse(told) }];
}

function incidentOfBlock({ block_id = '' }: { block_id?: string | undefined }): string[] {
  const [what, id = '', told = ''] = block_id.split(' ');
  return what === 'incident' ? [`${told} ${id}`] : [];
}

/** A mail account on a real SMTP server. */
async function aMailbox(): Promise<RefusingNotifierUnderTest> {
  const target = await MailTarget.start();
  const addresses = { from: 'plenum@example.com', to: ['ops@example.com'] };
  const server = { host: 'localhost', port: target.port, security: 'none', login: undefined, ca: undefined } as const;
  return {
    notifier: new SmtpNotifier({ name: 'mail', ...server, ...addresses }, aContext(), new RecordingLog()),
    received: () => target.mails.flatMap(({ raw }) => changesOfMail(decodeMail(raw).text)),
    receivedIncidents: () => target.mails.flatMap(({ raw }) => incidentsOfMail(decodeMail(raw).text)),
    refuse: (refusing) => {
      target.isRefusing = refusing;
    },
    dispose: () => target.stop(),
  };
}

/** The alerts of a mail as a reader finds them: standing first, id last. */
function changesOfMail(text: string): Change[] {
  return [...text.matchAll(/^(RESOLVED|[A-Z]+)[\s\S]*?, alert (\S+)$/gm)].map(([, standing, id = '']) => {
    return { id, state: standing === 'RESOLVED' ? 'resolved' : 'firing' };
  });
}

function incidentsOfMail(text: string): string[] {
  return [...text.matchAll(/^(RESOLVED|[A-Z]+)[^\n]*\n {2}since [^\n]*, incident (\S+)$/gm)].map(
    ([, standing, id = '']) => `${standing === 'RESOLVED' ? 'resolved' : 'open'} ${id}`,
  );
}

describeNotifier('The stand-in of the specs', aStandIn);
describeRefusedNotifier('The stand-in of the specs', aStandIn);
describeNotifier('The log', aLog);
describeNotifier('The webhook', aWebhook);
describeRefusedNotifier('The webhook', aWebhook);
describeNotifier('The chat', aChat);
describeRefusedNotifier('The chat', aChat);
describeNotifier('The mail', aMailbox);
describeRefusedNotifier('The mail', aMailbox);
