import {
  incidentDigestOf,
  incidentHeadlineOf,
  incidentNewsOf,
} from '../../../domain/alerting/incidents/incident-digest.js';
import type { IncidentNotice } from '../../../domain/alerting/incidents/incident-notice.js';
import { type IncidentEntry, incidentEntryOf } from '../incident-entry.js';
import { incidentsLink, type NoticeContext } from '../notice-context.js';
import { cutText, escapedMarkup, longestHeader, longestSection } from './slack-text.js';

/** A chat is read best when it is short. */
const shownIncidents = 5;

/** A message of an incoming webhook; its text says what its blocks say, for chats that know no blocks. */
export function slackIncidentMessage(context: NoticeContext, notices: readonly IncidentNotice[], key: string) {
  const digest = incidentDigestOf(incidentNewsOf(notices), shownIncidents);
  const headline = incidentHeadlineOf(digest);
  const parts = digest.shown.map((news) => ({
    id: `incident ${news.id} ${news.state}`,
    text: cutText(partOf(incidentEntryOf(context, news)), longestSection),
  }));
  const rest = digest.hidden === 0 ? [] : [restOf(context, digest.hidden)];
  const footer = `${escapedMarkup(context.site)} · message ${key.slice(0, 8)}`;
  return {
    text: [`*${escapedMarkup(headline)}*`, ...parts.map(({ text }) => text), ...rest, `_${footer}_`].join('\n'),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cutText(headline, longestHeader), emoji: false } },
      ...parts.map(({ id, text }) => ({ type: 'section', block_id: id, text: { type: 'mrkdwn', text } })),
      ...rest.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } })),
      { type: 'context', elements: [{ type: 'mrkdwn', text: footer }] },
    ],
  };
}

function partOf({ standing, title, facts, sections, link }: IncidentEntry): string {
  const name = link === undefined ? escapedMarkup(title) : `<${link}|${escapedMarkup(title)}>`;
  const lines = sections.flatMap(({ heading, lines }) => [
    `*${heading}*`,
    ...lines.map((line) => `• ${escapedMarkup(line)}`),
  ]);
  return [`*${standing}* ${name}`, escapedMarkup(facts), ...lines].join('\n');
}

function restOf(context: NoticeContext, hidden: number): string {
  const link = incidentsLink(context);
  const words = `… and ${hidden} more`;
  return link === undefined ? words : `<${link}|${words}>`;
}
