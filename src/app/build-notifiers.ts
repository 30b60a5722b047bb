import { LogNotifier } from '../adapters/notifiers/log/log-notifier.js';
import { WebhookNotifier } from '../adapters/notifiers/webhook/webhook-notifier.js';
import { NotifierLane } from '../application/notifier-lane.js';
import type { Config } from '../config/config.js';
import type { Kit } from './kit.js';

/** A lane to everyone who is told of alerts. */
export function buildNotifiers({ webhook }: Config, { clock, log, metrics }: Kit): readonly NotifierLane[] {
  const notifiers = [
    new LogNotifier(log),
    ...(webhook.url === undefined ? [] : [new WebhookNotifier({ url: webhook.url, secret: webhook.secret }, clock)]),
  ];
  return notifiers.map((notifier) => new NotifierLane(notifier, clock, metrics, log));
}
