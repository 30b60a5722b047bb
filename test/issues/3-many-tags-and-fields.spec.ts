import { describe, expect, it } from '@jest/globals';
import type { SeriesMapper, WireSeries } from '../../src/domain/telemetry/decoders/decoder.js';
import { LineProtocolDecoder } from '../../src/domain/telemetry/decoders/line-protocol/line-protocol-decoder.js';
import { componentOfTags } from '../../src/domain/telemetry/mapping/component.js';
import { longestName } from '../../src/domain/telemetry/series.js';
import { anIntake } from '../builders/intake.js';

const intake = (onMap: (wire: WireSeries) => void = () => undefined) =>
  anIntake((mapper) => new LineProtocolDecoder(watched(mapper, onMap)));

function watched(mapper: SeriesMapper, onMap: (wire: WireSeries) => void): SeriesMapper {
  return {
    map: (wire) => {
      onMap(wire);
      return mapper.map(wire);
    },
  };
}

const times = (count: number, piece: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => piece(i)).join('');
const line = (tags: number, fields: number) =>
  `m,host=a${times(tags - 1, (i) => `,t${i}=x`)} ${times(fields, (i) => `f${i}=1,`).slice(0, -1)} 1000000`;

/** Each new field of a line costs a pass through its tags: 2,000 of each once took 1.4 s, 10,000 of each far longer. */
describe('a line of many tags and many fields', () => {
  it('is refused before any field has cost a pass through the tags', () => {
    let asked = 0;
    const { points, rejections } = intake(() => (asked += 1)).take(line(2000, 2000));
    expect({ asked, points }).toEqual({ asked: 0, points: [] });
    expect(rejections.map(({ position, code, message }) => [position, code, message])).toEqual([
      [1, 'malformed', 'A line may have 256 tags. (column 1)'],
    ]);
  });

  it('may have 256 tags', () => {
    expect(intake().take(line(256, 2)).problems).toEqual(['1 malformed', '1 malformed']);
    const { rejections } = intake().take(line(257, 2));
    expect(rejections.map(({ message }) => message)).toEqual(['A line may have 256 tags. (column 1)']);
  });

  it('may have tags of 64 KiB', () => {
    const tag = (length: number) => `m,host=${'a'.repeat(length - 'm,host='.length)} f=1 1000000`;
    const messageOf = (length: number) => intake().take(tag(length)).rejections[0]?.message;
    expect(messageOf(65_536)).toMatch(/^A name holds control characters or more than 512 characters/);
    expect(messageOf(65_537)).toBe('The measurement and tags may have 65536 bytes. (column 1)');
  });

  it('may have 10,000 fields, and holds up to more no neighbour', () => {
    const { points, rejections } = intake().take(`${line(1, 10_000)}\n${line(1, 10_001)}\n${line(1, 1)}`);
    expect(points).toHaveLength(10_001);
    expect(rejections.map(({ position, message }) => [position, message.replace(/ \(.*/, '')])).toEqual([
      [2, 'A line may have 10000 fields.'],
    ]);
  });
});

describe('the name of a field', () => {
  it('that is not UTF-8 is refused, lest two such names fall together', () => {
    const bytes = new TextEncoder().encode('m,host=a f?=1,g=2 1000000');
    bytes[bytes.indexOf('?'.charCodeAt(0))] = 0xff;
    const { points, problems } = intake().take(bytes);
    expect({ points, problems }).toEqual({ points: ['a|m.g| = 2 @ 1'], problems: ['1 malformed'] });
  });
});

/** Labels that count how many have been read in a loop. */
class CountedLabels extends Map<string, string> {
  read = 0;

  override *[Symbol.iterator](): MapIterator<[string, string]> {
    for (const entry of this.entries()) {
      this.read += 1;
      yield entry;
    }
  }
}

/** Each new field of a line with 64 KiB of tags once made 64 KiB of text of them, only to find that too long. */
describe('a series whose tags are too long for a name', () => {
  it('is refused after as few of them as show it', () => {
    const labels = new CountedLabels(Array.from({ length: 250 }, (_, i) => [`t${i}`, 'x'.repeat(200)]));
    const wire = { format: 'influx', name: 'm', field: 'f', labels, unit: undefined, counter: 'none' } as const;
    const component = componentOfTags(wire, { identityTags: [], isKnownExporter: false });
    expect(component.length).toBeGreaterThan(longestName);
    expect(labels.read).toBe(3);
  });
});
