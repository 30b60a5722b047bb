import { describe, expect, it } from '@jest/globals';
import { type DetectorName, detectors } from '../../src/domain/detection/catalogue.js';
import { DetectorBank } from '../../src/domain/detection/detector-bank.js';
import { oddReadings } from '../contracts/odd-readings.js';
import { anIntake, noon } from '../intake/an-intake.js';

/** The readings are from the days after this; they are moved to the days before the intake's noon. */
const firstMs = Date.UTC(2026, 0, 5);
const movedMs = noon - 4 * 86_400_000 - firstMs;
const names = Object.keys(detectors) as DetectorName[];

/** Real: intake of line protocol and detectors. In memory: records and bus. */
describe('A sensor that sends nonsense', () => {
  it.each(Object.keys(oddReadings))(
    'is taken in or refused, point by point, and scored in finite numbers: %s',
    async (kind) => {
      const intake = anIntake();
      const lines = oddReadings[kind]!.map(({ at, value }) => `sensor,host=srv-1 reading=${value} ${at + movedMs}`);
      const receipt = await intake.send(...lines);
      expect(receipt.accepted + receipt.refused + receipt.skipped).toBe(lines.length);
      for (const name of names) {
        const bank = new DetectorBank(intake.registry, name);
        for (const batch of intake.bus.published) {
          const { score, expected, lower, upper } = bank.score(batch);
          expect(score.every((one) => one >= 0 && Number.isFinite(one))).toBe(true);
          for (const told of [expected, lower, upper])
            expect(told.some((one) => Math.abs(one) === Infinity)).toBe(false);
        }
      }
    },
  );

  it('is refused where it sends no number, and its good readings count', async () => {
    const intake = anIntake();
    const lines = ['21.5', 'NaN', '+Inf', '1e999', '-Inf', '22'].map(
      (value, i) => `sensor,host=srv-1 reading=${value} ${noon - 60_000 * (10 - i)}`,
    );
    const receipt = await intake.send(...lines);
    expect(receipt).toMatchObject({ accepted: 2, refused: 4 });
    expect(intake.published()).toEqual(['srv-1|sensor.reading| = 21.5', 'srv-1|sensor.reading| = 22']);
  });
});
