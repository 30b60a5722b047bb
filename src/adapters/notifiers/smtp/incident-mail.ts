import {
  incidentDigestOf,
  incidentHeadlineOf,
  incidentNewsOf,
} from '../../../domain/alerting/incidents/incident-digest.js';
import type { IncidentNotice } from '../../../domain/alerting/incidents/incident-notice.js';
import { type IncidentEntry, incidentEntryOf } from '../incident-entry.js';
import { incidentsLink, type NoticeContext } from '../notice-context.js';
import { escapedHtml, type Mail, subjectOf } from './mail.js';

/** Incidents that a mail describes; of more it says how many. */
const shownIncidents = 10;

/** All notices as one mail, the gravest incident in the subject and first. */
export function incidentMailOf(context: NoticeContext, notices: readonly IncidentNotice[]): Mail {
  const digest = incidentDigestOf(incidentNewsOf(notices), shownIncidents);
  const entries = digest.shown.map((news) => incidentEntryOf(context, news));
  const counts = [digest.open > 0 ? `${digest.open} open` : '', digest.over > 0 ? `${digest.over} over` : ''];
  const heading = `Incidents at ${context.site}: ${counts.filter((count) => count !== '').join(', ')}`;
  const rest = digest.hidden === 0 ? [] : [`… and ${digest.hidden} more`];
  const link = incidentsLink(context);
  return {
    subject: subjectOf(context, incidentHeadlineOf(digest)),
    text: [heading, ...entries.map(textOf), ...rest, ...(link === undefined ? [] : [link])].join('\n\n'),
    html: [
      `<p>${escapedHtml(heading)}</p>`,
      ...entries.map(htmlOf),
      ...rest.map((words) => `<p>${escapedHtml(words)}</p>`),
      link === undefined ? '' : `<p><a href="${escapedHtml(link)}">All open incidents</a></p>`,
    ].join('\n'),
  };
}

function textOf({ standing, title, facts, sections, link }: IncidentEntry): string {
  const paragraphs = sections.map(({ heading, lines }) => [`${heading}:`, ...lines.map((line) => `  - ${line}`)]);
  return [
    `${standing.toUpperCase()}  ${title}`,
    ...[facts, ...(link === undefined ? [] : [link]), ...paragraphs.flat()].map((line) => `  ${line}`),
  ].join('\n');
}

function htmlOf({ standing, title, facts, sections, link }: IncidentEntry): string {
  const name = link === undefined ? escapedHtml(title) : `<a href="${escapedHtml(link)}">${escapedHtml(title)}</a>`;
  const paragraphs = sections.map(({ heading, lines }) => {
    const items = lines.map((line) => `<li>${escapedHtml(line)}</li>`).join('');
    return `<p style="margin-bottom:0"><b>${escapedHtml(heading)}</b></p><ul style="margin-top:0">${items}</ul>`;
  });
  const head = `<h3>${escapedHtml(standing.toUpperCase())}: ${name}</h3><p><small>${escapedHtml(facts)}</small></p>`;
  return [head, ...paragraphs].join('\n');
}
