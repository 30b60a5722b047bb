import { describe, expect, it } from '@jest/globals';
import { anIntake, noon } from '../../test/intake/an-intake.js';

const statuses = ({ letters }: ReturnType<typeof anIntake>) =>
  letters.letters.map(({ code, status }) => `${code} ${status}`);

describe('re-driving dead letters', () => {
  it('takes in what has become good and leaves the rest waiting, without second letters', async () => {
    const intake = anIntake();
    await intake.send(`m,host=a f=1 ${noon + 3_600_000}`, 'broken');
    expect(await intake.redrive.redrive({})).toEqual({ tried: 2, accepted: 0, rejected: 2 });
    intake.clock.advance(3_600_000);
    expect(await intake.redrive.redrive({})).toEqual({ tried: 2, accepted: 1, rejected: 1 });
    expect(intake.published()).toEqual(['a|m.f| = 1']);
    expect(statuses(intake)).toEqual(['from_the_future redriven', 'malformed waiting']);
    expect(await intake.redrive.redrive({})).toEqual({ tried: 1, accepted: 0, rejected: 1 });
  });

  it('gives a line without a time that of its first arrival', async () => {
    const intake = anIntake({ maxSeries: 0 });
    await intake.send('m,host=a f=1');
    intake.clock.advance(60_000);
    intake.limits.maxSeries = 10;
    expect(await intake.redrive.redrive({ code: 'too_many_series' })).toMatchObject({ accepted: 1 });
    expect([...intake.bus.published[0]!.at]).toEqual([noon]);
  });

  it('tries only the letters asked for, by id or by code', async () => {
    const intake = anIntake();
    await intake.send('broken', 'm,host=a f=NaN', 'm,host=a f=x');
    const [first, , third] = intake.letters.letters;
    expect(await intake.redrive.redrive({ code: 'not_finite' })).toMatchObject({ tried: 1 });
    expect(await intake.redrive.redrive({ ids: [first!.id, third!.id, 'stranger'] })).toMatchObject({ tried: 2 });
  });

  it('goes through any number of letters', async () => {
    const intake = anIntake();
    await intake.send(...Array.from({ length: 900 }, (_, i) => `m,host=a f=1 ${noon + 700_000 + i}`));
    await intake.send(...Array.from({ length: 900 }, (_, i) => `m,host=b f=1 ${noon + 700_000 + i}`));
    intake.clock.advance(1_000_000);
    expect(await intake.redrive.redrive({})).toEqual({ tried: 1800, accepted: 1800, rejected: 0 });
    expect(intake.published()).toHaveLength(1800);
  });

  it('keeps letters waiting whose format is no longer known', async () => {
    const intake = anIntake();
    await intake.send('broken');
    intake.letters.letters = intake.letters.letters.map((letter) => ({ ...letter, context: {} }));
    expect(await intake.redrive.redrive({})).toEqual({ tried: 1, accepted: 0, rejected: 1 });
  });

  it('marks nothing when telemetry cannot be kept', async () => {
    const intake = anIntake();
    await intake.send(`m,host=a f=1 ${noon + 3_600_000}`);
    intake.clock.advance(3_600_000);
    intake.bus.gate.failNext();
    await expect(intake.redrive.redrive({})).rejects.toThrow('the disk is gone');
    expect(statuses(intake)).toEqual(['from_the_future waiting']);
  });
});
