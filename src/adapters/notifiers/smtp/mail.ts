import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import { digestOf, headlineOf, standingOf } from '../../../domain/alerting/notice-digest.js';
import { alertLink, alertsLink, type NoticeContext, placeText, timeText } from '../notice-context.js';

/** Alerts that a mail lists; of more it says how many. */
const shownAlerts = 50;
const longestSubject = 160;

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Entry {
  readonly standing: string;
  readonly place: string;
  readonly summary: string;
  readonly facts: string;
  readonly link: string | undefined;
}

/** All notices as one mail, the gravest in the subject and first in the list. */
export function mailOf(context: NoticeContext, notices: readonly AlertNotice[]): Mail {
  const digest = digestOf(notices, shownAlerts);
  const headline = headlineOf(digest);
  const entries = digest.shown.map((notice) => entryOf(context, notice));
  const counts = [
    digest.firing > 0 ? `${digest.firing} firing` : '',
    digest.resolved > 0 ? `${digest.resolved} resolved` : '',
  ];
  const heading = `${counts.filter((count) => count !== '').join(', ')} at ${context.site}`;
  const rest = digest.hidden === 0 ? undefined : `… and ${digest.hidden} more`;
  const link = alertsLink(context);
  return {
    subject: subjectOf(context, headline),
    text: [heading, ...entries.map(textOf), ...(rest === undefined ? [] : [rest]), ...(link ? [link] : [])].join(
      '\n\n',
    ),
    html: [
      `<p>${escapedHtml(heading)}</p>`,
      '<table cellpadding="6">',
      ...entries.map(rowOf),
      '</table>',
      rest === undefined ? '' : `<p>${escapedHtml(rest)}</p>`,
      link === undefined ? '' : `<p><a href="${escapedHtml(link)}">All open alerts</a></p>`,
    ].join('\n'),
  };
}

/** The headline behind the name of the site, short enough for a subject. */
export function subjectOf({ site }: NoticeContext, headline: string): string {
  const subject = `[${site}] ${headline}`;
  return subject.length <= longestSubject ? subject : `${subject.slice(0, longestSubject - 1)}…`;
}

function entryOf(context: NoticeContext, notice: AlertNotice): Entry {
  const { state, resolvedAt, startsAt, simulated, id } = notice;
  const end = state === 'resolved' && resolvedAt !== undefined ? ` until ${timeText(context, resolvedAt)}` : '';
  return {
    standing: `${standingOf(notice)}${simulated ? ' (simulated)' : ''}`,
    place: placeText(context, notice),
    summary: notice.summary,
    facts: `since ${timeText(context, startsAt)}${end}, alert ${id}`,
    link: alertLink(context, notice),
  };
}

function textOf({ standing, place, summary, facts, link }: Entry): string {
  return [`${standing.toUpperCase()}  ${place}`, summary, facts, ...(link === undefined ? [] : [link])].join('\n  ');
}

function rowOf({ standing, place, summary, facts, link }: Entry): string {
  const where = link === undefined ? escapedHtml(place) : `<a href="${escapedHtml(link)}">${escapedHtml(place)}</a>`;
  const what = `${escapedHtml(summary)}<br><small>${escapedHtml(facts)}</small>`;
  return `<tr><td><b>${escapedHtml(standing)}</b></td><td>${where}</td><td>${what}</td></tr>`;
}

/** The characters that HTML reserves. */
export function escapedHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
