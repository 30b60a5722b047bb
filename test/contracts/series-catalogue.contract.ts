import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SeriesDescriptor } from '../../src/domain/telemetry/series.js';
import type { SeriesCatalogue, UnresolvedSeries } from '../../src/ports/series-catalogue.js';
import { aSeries } from '../records/builders.js';

/** The contract of `SeriesCatalogue`; `open` gives an empty one. */
export function describeSeriesCatalogueContract(name: string, open: () => Promise<SeriesCatalogue>): void {
  describe(`${name} as a series catalogue`, () => {
    let catalogue: SeriesCatalogue;

    beforeEach(async () => {
      catalogue = await open();
    });

    const power = aSeries();
    const fan = aSeries({ id: 2, metric: 'hw.fan.speed', component: 'fan-1', unit: 'rpm', simulated: true });

    it('1. MUST be empty on the first start', async () => {
      expect(await catalogue.load()).toEqual([]);
    });

    it('2. MUST load what was saved, ascending by id', async () => {
      await catalogue.save([fan]);
      await catalogue.save([power]);
      expect(await catalogue.load()).toEqual([power, fan]);
    });

    it('3. MUST take a whole site at once: 12,000 series', async () => {
      const site = Array.from({ length: 12_000 }, (_, index) => aSeries({ id: index + 1, assetId: `srv-${index}` }));
      await catalogue.save(site);
      expect(await catalogue.load()).toEqual(site);
    });

    it('4. MUST change nothing when the same series is saved again', async () => {
      await catalogue.save([power, fan]);
      await catalogue.save([fan, fan, power]);
      expect(await catalogue.load()).toEqual([power, fan]);
    });

    it('5. MUST refuse another identity under a used id as a conflict, and save nothing of that call', async () => {
      await catalogue.save([power]);
      await expect(catalogue.save([fan, { ...power, assetId: 'srv-2' }])).rejects.toMatchObject({ code: 'conflict' });
      expect(await catalogue.load()).toEqual([power]);
    });

    it('6. MUST refuse a known identity under another id as a conflict', async () => {
      await catalogue.save([power]);
      await expect(catalogue.save([{ ...power, id: 7 }])).rejects.toMatchObject({ code: 'conflict' });
      expect(await catalogue.load()).toEqual([power]);
    });

    it('7. MUST keep names in any script, and names that hold SQL or quotes', async () => {
      const odd = aSeries({ assetId: `Größe "機架" {a,b}\\ 💡`, component: `'); DROP TABLE series; --` });
      await catalogue.save([odd]);
      expect(await catalogue.load()).toEqual([odd]);
    });

    it('8. MUST accept an empty save', async () => {
      await catalogue.save([]);
      expect(await catalogue.load()).toEqual([]);
    });

    it('9. MUST refuse a name with a NUL as invalid input', async () => {
      await expect(catalogue.save([aSeries({ assetId: 'srv\0' })])).rejects.toMatchObject({ code: 'invalid_input' });
    });

    /** A series as telemetry brings it up, without an id. */
    const unresolved = (over: Partial<SeriesDescriptor> = {}): UnresolvedSeries => {
      const { id: _id, ...series } = aSeries(over);
      return series;
    };

    it('10. MUST give new series the next ids, in the order given, and keep them', async () => {
      const asked = [unresolved({ assetId: 'srv-2' }), unresolved({ assetId: 'srv-1' })];
      const resolved = await catalogue.resolve(asked);
      expect(resolved).toEqual(asked.map((series, index) => ({ ...series, id: index + 1 })));
      expect(await catalogue.load()).toEqual(resolved);
    });

    it('11. MUST give known series the ids they have, beside new ones, each as often as asked', async () => {
      await catalogue.save([power, fan]);
      const resolved = await catalogue.resolve([
        unresolved({ assetId: 'srv-9' }),
        unresolved(fan),
        unresolved({ assetId: 'srv-9' }),
        unresolved(power),
      ]);
      expect(resolved.map(({ id }) => id)).toEqual([3, 2, 3, 1]);
      expect(await catalogue.load()).toHaveLength(3);
    });

    it('12. MUST keep unit and origin as they were first given', async () => {
      const [first] = await catalogue.resolve([unresolved({ unit: 'W', source: 'twin', simulated: true })]);
      const later = unresolved({ unit: 'kW', source: 'json', simulated: false });
      expect(await catalogue.resolve([later])).toEqual([first]);
      expect(await catalogue.load()).toEqual([first]);
    });

    it('13. MUST give the same ids, without a gap, to processes that bring up the same series at once', async () => {
      const site = Array.from({ length: 300 }, (_, index) => unresolved({ assetId: `srv-${index}` }));
      const callers = await Promise.all(
        Array.from({ length: 8 }, (_, caller) => {
          const from = caller * 25;
          return catalogue.resolve([...site.slice(from), ...site.slice(0, from)]);
        }),
      );
      const idOf = new Map(callers[0]!.map(({ assetId, id }) => [assetId, id]));
      for (const resolved of callers) {
        expect(resolved.map(({ id }) => id)).toEqual(resolved.map(({ assetId }) => idOf.get(assetId)));
      }
      const kept = await catalogue.load();
      expect(kept.map(({ id }) => id)).toEqual(site.map((_, index) => index + 1));
    });

    it('14. MUST resolve a whole site at once: 12,000 series, in any script', async () => {
      const site = Array.from({ length: 12_000 }, (_, index) => unresolved({ assetId: `機架-${index}` }));
      const resolved = await catalogue.resolve(site);
      expect(resolved.map(({ assetId }) => assetId)).toEqual(site.map(({ assetId }) => assetId));
      expect(new Set(resolved.map(({ id }) => id)).size).toBe(12_000);
    });

    it('15. MUST resolve nothing to nothing, and a name with a NUL to invalid input', async () => {
      expect(await catalogue.resolve([])).toEqual([]);
      const nul = catalogue.resolve([unresolved({ assetId: 'srv\0' })]);
      await expect(nul).rejects.toMatchObject({ code: 'invalid_input' });
      expect(await catalogue.load()).toEqual([]);
    });

    it('16. MUST load what came after an id, so that a reader who asks from the last one misses none', async () => {
      const [power1, fan1] = await catalogue.resolve([unresolved(power), unresolved(fan)]);
      expect(await catalogue.load(1)).toEqual([fan1]);
      expect(await catalogue.load(2)).toEqual([]);
      const later = Array.from({ length: 8 }, (_, caller) =>
        catalogue.resolve([unresolved({ assetId: `new-${caller}` })]),
      );
      const seen = [power1!, fan1!];
      for (const caller of later) {
        await caller;
        seen.push(...(await catalogue.load(seen.at(-1)!.id)));
      }
      expect(seen.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
    });
  });
}
