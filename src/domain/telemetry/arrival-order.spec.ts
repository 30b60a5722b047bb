import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ArrivalOrder } from './arrival-order.js';
import { batchOf } from './telemetry-batch.js';

const minute = 60_000;

function points(...list: [seriesId: number, at: number, value?: number][]) {
  return batchOf(list.map(([seriesId, at, value = 1]) => ({ seriesId, at, value })));
}

/** Admits a batch and says that it has become durable. */
function deliver(order: ArrivalOrder, ...list: [seriesId: number, at: number, value?: number][]) {
  const admission = order.admit(points(...list));
  order.settle(admission);
  return { stored: admission.batch.length, late: admission.late, duplicates: admission.duplicates };
}

describe('ArrivalOrder', () => {
  it('lets points in order through as they are, without copying', () => {
    const batch = points([1, 0], [1, 10], [2, 5]);
    expect(new ArrivalOrder({ latenessMs: minute }).admit(batch)).toMatchObject({ batch, late: 0, duplicates: 0 });
  });

  it('stores late points and counts those beyond the lateness window', () => {
    const order = new ArrivalOrder({ latenessMs: minute });
    deliver(order, [1, 10 * minute]);
    expect(deliver(order, [1, 9 * minute])).toEqual({ stored: 1, late: 0, duplicates: 0 });
    expect(deliver(order, [1, 8 * minute])).toEqual({ stored: 1, late: 1, duplicates: 0 });
    expect(deliver(order, [2, 0])).toEqual({ stored: 1, late: 0, duplicates: 0 });
  });

  it('drops a request that a client sends again', () => {
    const order = new ArrivalOrder({ latenessMs: minute });
    deliver(order, [1, 0], [1, 10], [2, 10]);
    expect(deliver(order, [1, 0], [1, 10], [2, 10], [2, 20])).toEqual({ stored: 1, late: 0, duplicates: 3 });
  });

  it('drops the second half of a message that holds everything twice', () => {
    const order = new ArrivalOrder({ latenessMs: minute });
    expect(deliver(order, [1, 0], [2, 0], [1, 0], [2, 0])).toEqual({ stored: 2, late: 0, duplicates: 2 });
  });

  it('takes another value at a known time for a correction', () => {
    const order = new ArrivalOrder({ latenessMs: minute });
    deliver(order, [1, 0, 20]);
    expect(deliver(order, [1, 0, 21])).toMatchObject({ stored: 1, duplicates: 0 });
    expect(deliver(order, [1, 0, 21])).toMatchObject({ stored: 0, duplicates: 1 });
  });

  it('takes the points of a failed write as new when they are sent again', () => {
    const order = new ArrivalOrder({ latenessMs: minute });
    order.withdraw(order.admit(points([1, 0], [1, 10])));
    expect(deliver(order, [1, 0], [1, 10])).toEqual({ stored: 2, late: 0, duplicates: 0 });
  });

  it('lets a repeat through while the first attempt may still fail', () => {
    const order = new ArrivalOrder({ latenessMs: minute });
    const first = order.admit(points([1, 0]));
    const repeat = order.admit(points([1, 0]));
    expect(repeat.batch).toHaveLength(1);
    order.withdraw(first);
    order.settle(repeat);
  });

  it('never loses a point whose identity is new, and never counts one twice', () => {
    const anyPoint = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(20), fc.nat(2));
    fc.assert(
      fc.property(fc.array(fc.array(anyPoint, { maxLength: 12 }), { maxLength: 12 }), (batches) => {
        const order = new ArrivalOrder({ latenessMs: 5 });
        const stored = new Map<string, number>();
        const sent = new Map<string, number>();
        for (const list of batches) {
          const admission = order.admit(points(...list));
          order.settle(admission);
          const { batch, duplicates } = admission;
          expect(batch.length + duplicates).toBe(list.length);
          for (const [seriesId, at, value] of list) sent.set(`${seriesId}@${at}`, value);
          for (let i = 0; i < batch.length; i += 1) {
            stored.set(`${batch.seriesIds[i]!}@${batch.at[i]!}`, batch.values[i]!);
          }
        }
        expect(stored).toEqual(sent);
      }),
    );
  });
});
