import { describe, expect, it } from '@jest/globals';
import { StateReader, StateWriter } from '../../state-bytes.js';
import { RowInHand } from './row-in-hand.js';
import { Slab } from './slab.js';
import { VisitCounts } from './visit-counts.js';

const day = new VisitCounts(5, 8, 0);
const week = new VisitCounts(7, 4, day.bytes);

function freshRow(): RowInHand {
  const slab = new Slab({ values: 0, bytes: day.bytes + week.bytes });
  const row = new RowInHand();
  row.moveTo(slab, slab.takeRow());
  return row;
}

function countsOf(row: RowInHand): { day: number[]; week: number[] } {
  return {
    day: Array.from({ length: 5 }, (_, bin) => day.of(row, bin)),
    week: Array.from({ length: 7 }, (_, bin) => week.of(row, bin)),
  };
}

describe('counts of the readings at a time of day and an hour of the week', () => {
  it('go up by themselves, whichever of two share a byte', () => {
    const row = freshRow();
    for (const bin of [2, 3, 3, 6]) week.count(row, bin);
    for (const bin of [0, 4, 4]) day.count(row, bin);
    expect(countsOf(row)).toEqual({ day: [1, 0, 0, 0, 2], week: [0, 0, 1, 2, 0, 0, 1] });
  });

  it('end where their bits do', () => {
    const row = freshRow();
    for (let i = 0; i < 300; i++) {
      day.count(row, 1);
      week.count(row, 1);
    }
    expect(countsOf(row)).toEqual({ day: [0, 255, 0, 0, 0], week: [0, 15, 0, 0, 0, 0, 0] });
  });

  it('come back from a snapshot, also one of a time when all counts went up to 255', () => {
    const writer = new StateWriter();
    writer.bytesOf(Uint8Array.of(1, 200, 3, 255, 5));
    writer.bytesOf(Uint8Array.of(0, 200, 3, 15, 16, 255, 7));
    const row = freshRow();
    const reader = new StateReader(writer.bytes());
    day.load(row, reader);
    week.load(row, reader);
    expect(reader.atEnd).toBe(true);
    expect(countsOf(row)).toEqual({ day: [1, 200, 3, 255, 5], week: [0, 15, 3, 15, 15, 15, 7] });
    const again = new StateWriter();
    day.save(row, again);
    week.save(row, again);
    expect([...again.bytes()]).toEqual([1, 200, 3, 255, 5, 0, 15, 3, 15, 15, 15, 7]);
  });
});
