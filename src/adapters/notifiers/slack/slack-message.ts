import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import { digestOf, headlineOf, standingOf } from '../../../domain/alerting/notice-digest.js';
import { alertLink, alertsLink, type NoticeContext, placeText, timeText } from '../notice-context.js';
import { cutText, escapedMarkup, longestHeader, longestSection } from './slack-text.js';

/** Slack takes 50 blocks in a message; a chat is read best when it is short. */
const shownAlerts = 20;

/**
 * A message of an incoming webhook. Slack shows the blocks and uses the text for notifications; Mattermost, which knows no
 * blocks, shows the text, so it says as much.
 */
export function slackMessage(context: NoticeContext, notices: readonly AlertNotice[], key: string) {
  const digest = digestOf(notices, shownAlerts);
  const headline = headlineOf(digest);
  const lines = digest.shown.map((notice) => ({ notice, text: cutText(lineOf(context, notice), longestSection) }));
  const rest = digest.hidden === 0 ? [] : [restOf(context, digest.hidden)];
  // The key lets people who see the same message twice know it for a repeat.
  const footer = `${escapedMarkup(context.site)} · message ${key.slice(0, 8)}`;
  return {
    text: [`*${escapedMarkup(headline)}*`, ...lines.map(({ text }) => text), ...rest, `_${footer}_`].join('\n'),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cutText(headline, longestHeader), emoji: false } },
      ...lines.map(({ notice, text }) => ({
        type: 'section',
        block_id: `${notice.id} ${notice.state}`,
        text: { type: 'mrkdwn', text },
      })),
      ...rest.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } })),
      { type: 'context', elements: [{ type: 'mrkdwn', text: footer }] },
    ],
  };
}

function lineOf(context: NoticeContext, notice: AlertNotice): string {
  const link = alertLink(context, notice);
  const place = escapedMarkup(placeText(context, notice));
  const at = notice.state === 'resolved' ? notice.resolvedAt : undefined;
  const times = `since ${timeText(context, notice.startsAt)}${at === undefined ? '' : ` until ${timeText(context, at)}`}`;
  const where = link === undefined ? place : `<${link}|${place}>`;
  const origin = notice.simulated ? ' _simulated_' : '';
  return `*${standingOf(notice)}* ${where}${origin}: ${escapedMarkup(notice.summary)}, ${times}`;
}

function restOf(context: NoticeContext, hidden: number): string {
  const link = alertsLink(context);
  const words = `… and ${hidden} more`;
  return link === undefined ? words : `<${link}|${words}>`;
}
