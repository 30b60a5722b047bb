import type { Incident, IncidentNote } from './incident.js';

/** What people are told of an incident: one of its notes, with what is known of the incident by now. */
export interface IncidentNotice extends Incident {
  /** Place of the note among the incident's, from 0. Notes are only ever added, so that it names the notice. */
  readonly noteIndex: number;
}

/** Tells notices apart: the same whenever the same notice is told again. */
export function incidentNoticeKeyOf({ id, noteIndex }: Pick<IncidentNotice, 'id' | 'noteIndex'>): string {
  return `${id} ${noteIndex}`;
}

/** The notices of an incident's notes from that one on. */
export function incidentNotices(incident: Incident, fromIndex: number): readonly IncidentNotice[] {
  return incident.notes.flatMap((_note, noteIndex) =>
    noteIndex < fromIndex ? [] : [incidentNotice(incident, noteIndex)],
  );
}

/** The notice of one note. It is told as what it was: of one that has ended since it is told first that it was opened. */
export function incidentNotice(incident: Incident, noteIndex: number): IncidentNotice {
  const isLast = noteIndex === incident.notes.length - 1;
  if (isLast) return { ...incident, noteIndex };
  return { ...incident, state: 'open', mergedInto: undefined, resolvedAt: undefined, noteIndex };
}

/** An open incident for those who know its notes up to that one: as urgent, and with the cause, as they know it. */
export function standingNotice(incident: Incident, toldIndex: number): IncidentNotice {
  const untold = incident.notes.slice(toldIndex + 1).find(({ before }) => before !== undefined);
  return { ...incidentNotice(incident, 0), ...untold?.before };
}

/** Whether it is to be told: that an incident has taken over another one is no news to those who know it. */
export function isNews(notice: IncidentNotice): boolean {
  return noteOf(notice).kind !== 'merged' || notice.state === 'merged';
}

/** The note that the notice tells of. */
export function noteOf({ notes, noteIndex }: IncidentNotice): IncidentNote {
  const note = notes[noteIndex];
  if (!note) throw new Error('BUG: a notice without its note');
  return note;
}
