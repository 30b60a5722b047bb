import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SeriesCatalogue } from '../../src/ports/series-catalogue.js';
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
  });
}
