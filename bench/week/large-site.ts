import { parse, stringify } from 'yaml';

/** The keys of a site file that growing it touches; the rest is carried over as it is. */
interface SiteText {
  readonly rooms: readonly { readonly id: string }[];
  readonly cooling: { readonly plant: Record<string, unknown> };
}

/**
 * A site file like this one with so many halls: its first room over and over, under names of their own, and a chiller plant
 * that is larger by as much.
 */
export function largeSite(text: string, halls: number): string {
  // The border: the file has been checked by whoever wrote it, and is parsed and checked again when it is used.
  const site = parse(text) as SiteText;
  const [first] = site.rooms;
  if (!first) throw new Error('the site file has no room');
  const rooms = Array.from({ length: halls }, (_, hall) => renamed(first, first.id, `hall-${hall + 1}`));
  const factor = halls / site.rooms.length;
  return stringify({ ...site, rooms, cooling: { ...site.cooling, plant: scaled(site.cooling.plant, factor) } });
}

function renamed(room: unknown, from: string, to: string): unknown {
  return JSON.parse(JSON.stringify(room).replaceAll(`"${from}`, `"${to}`));
}

/** Everything that is rated in watts, times the factor. */
function scaled(part: Record<string, unknown>, factor: number): Record<string, unknown> {
  const entries = Object.entries(part).map(([key, value]): [string, unknown] => {
    if (typeof value === 'number' && key.endsWith('W')) return [key, value * factor];
    return [key, isRecord(value) ? scaled(value, factor) : value];
  });
  return Object.fromEntries(entries);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
