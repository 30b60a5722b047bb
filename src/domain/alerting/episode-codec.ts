import { DomainError } from '../errors.js';
import { alertSeverities, type AlertSeverity } from './alert.js';
import type { Episode, Statement } from './episode.js';

/** Numbers of one episode: series id, start, fired, quiet since, samples, returns, seven of its peak, three of its statement. */
const FIELDS = 16;
const BYTES = FIELDS * Float64Array.BYTES_PER_ELEMENT;

/** Open episodes as bytes; exact, but for the time of an escalation. A time that is undefined is NaN. */
export function encodeEpisodes(episodes: ReadonlyMap<number, Episode>): Uint8Array {
  const numbers = new Float64Array(episodes.size * FIELDS);
  let offset = 0;
  for (const [seriesId, { peak, stated, ...episode }] of episodes) {
    numbers.set([seriesId, episode.startsAt, episode.firedAt ?? NaN, episode.quietSince ?? NaN], offset);
    numbers.set([episode.samples, episode.returns], offset + 4);
    numbers.set([peak.at, peak.score, peak.value, peak.expected, peak.lower, peak.upper], offset + 6);
    numbers.set([alertSeverities.indexOf(peak.severity)], offset + 12);
    if (stated) numbers.set([stated.at, stated.score, alertSeverities.indexOf(stated.severity)], offset + 13);
    offset += FIELDS;
  }
  return new Uint8Array(numbers.buffer);
}

/** Reads what `encodeEpisodes` wrote. Throws `incompatible_data` for bytes of another length. */
export function decodeEpisodes(bytes: Uint8Array): Map<number, Episode> {
  if (bytes.length % BYTES !== 0) {
    throw new DomainError('incompatible_data', 'The saved alert episodes are cut off.', {
      details: { bytes: bytes.length, recordBytes: BYTES },
    });
  }
  const episodes = new Map<number, Episode>();
  for (let start = 0; start < bytes.length; start += BYTES) {
    const [seriesId, episode] = decodeEpisode(new Float64Array(bytes.slice(start, start + BYTES).buffer));
    episodes.set(seriesId, episode);
  }
  return episodes;
}

function decodeEpisode(numbers: Float64Array): [seriesId: number, episode: Episode] {
  const number = (index: number): number => numbers[index] ?? NaN;
  const time = (index: number): number | undefined => (Number.isNaN(number(index)) ? undefined : number(index));
  const severity = (index: number): AlertSeverity => alertSeverities[number(index)] ?? 'info';
  const firedAt = time(2);
  const stated: Statement = { at: number(13), score: number(14), severity: severity(15) };
  const episode: Episode = {
    state: firedAt === undefined ? 'pending' : 'firing',
    startsAt: number(1),
    firedAt,
    resolvedAt: undefined,
    end: undefined,
    quietSince: time(3),
    samples: number(4),
    returns: number(5),
    peak: {
      at: number(6),
      score: number(7),
      value: number(8),
      expected: number(9),
      lower: number(10),
      upper: number(11),
      severity: severity(12),
    },
    stated: firedAt === undefined ? undefined : stated,
  };
  return [number(0), episode];
}
