import { briefingOf } from '../../domain/alerting/incidents/briefing.js';
import { type IncidentNews, incidentStandingOf } from '../../domain/alerting/incidents/incident-digest.js';
import { incidentLink, type NoticeContext, timeText } from './notice-context.js';

/** Assets that a message names of one incident. */
const namedAssets = 12;

/** One incident in a message that people read. */
export interface IncidentEntry {
  readonly standing: string;
  readonly title: string;
  readonly facts: string;
  /** What is known and what to do; none of an incident that is over. */
  readonly sections: readonly IncidentSection[];
  readonly link: string | undefined;
}

interface IncidentSection {
  readonly heading: string;
  readonly lines: readonly string[];
}

export function incidentEntryOf(context: NoticeContext, news: IncidentNews): IncidentEntry {
  const { state, startsAt, resolvedAt, simulated, id, title } = news;
  const end = state === 'resolved' && resolvedAt !== undefined ? ` until ${timeText(context, resolvedAt)}` : '';
  return {
    standing: `${incidentStandingOf(news)}${simulated ? ' (simulated)' : ''}`,
    title,
    facts: `since ${timeText(context, startsAt)}${end}, incident ${id}`,
    sections: sectionsOf(news),
    link: incidentLink(context, news.mergedInto ?? id),
  };
}

function sectionsOf({ state, report, notes }: IncidentNews): readonly IncidentSection[] {
  if (state === 'merged') return [{ heading: 'Why', lines: [notes.at(-1)?.text ?? ''] }];
  if (state === 'resolved') return [];
  const { redundancy, limits, causes, affected, steps } = briefingOf(report, namedAssets);
  const { actions = [], urls = [] } = report.runbook;
  const sections = [
    { heading: 'Redundancy', lines: redundancy },
    { heading: 'Time until the limit', lines: limits },
    { heading: 'Probable causes', lines: causes },
    { heading: 'Affected', lines: [affected] },
    { heading: 'What to do', lines: [...steps, ...urls] },
    { heading: 'Proposed', lines: actions },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}
