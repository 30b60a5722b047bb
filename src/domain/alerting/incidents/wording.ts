import type { SiteModel } from '../../assets/site-model.js';

/** Kinds whose plain word is written otherwise. */
const words: Readonly<Record<string, string>> = { crah: 'CRAH', pdu: 'PDU', ups: 'UPS' };
/** Kinds of which a title names the number; of what is rarer it says "others". */
const MOST_KINDS = 2;

/** `CRAH hall-1-crah-3`; the id alone of an asset that the site does not know. */
export function nameOf(site: SiteModel, id: string): string {
  const kind = site.find(id)?.kind;
  return kind === undefined ? id : `${wordOf(kind)} ${id}`;
}

/** What else is affected, the most numerous first: `54 servers and 6 racks in Hall 1 affected`. Empty when nothing is. */
export function affectedText(site: SiteModel, ids: readonly string[]): string {
  if (ids.length === 0) return '';
  const counts = new Map<string, number>();
  for (const id of ids) {
    const kind = site.find(id)?.kind ?? 'unknown device';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].sort(([one, many], [other, few]) => few - many || (one < other ? -1 : 1));
  const named = kinds.slice(0, kinds.length > MOST_KINDS + 1 ? MOST_KINDS : MOST_KINDS + 1);
  const others = ids.length - named.reduce((sum, [, count]) => sum + count, 0);
  const parts = [
    ...named.map(([kind, count]) => countOf(count, wordOf(kind))),
    ...(others > 0 ? [countOf(others, 'other')] : []),
  ];
  const rooms = new Set(ids.map((id) => site.enclosing(id, 'room')));
  const [room] = rooms;
  return `${listOf(parts)}${rooms.size === 1 && room ? ` in ${room.name}` : ''} affected`;
}

function wordOf(kind: string): string {
  return words[kind] ?? kind;
}

function countOf(count: number, word: string): string {
  const plural = word === 'UPS' ? 'UPSs' : `${word}s`;
  return `${count} ${count === 1 ? word : plural}`;
}

function listOf(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
