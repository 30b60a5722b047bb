import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { call } from './api-call.js';
import { eventually, patienceMs, startService, type RunningService } from './plenum-process.js';
import { seriesOf, storedPoints } from './stored-points.js';

const rounds = 8;
const stepMs = 10_000;
const calmPoints = 2_000;
const troublePoints = 12;
const hosts = Array.from({ length: 10 }, (_, index) => `srv-${index}`);

interface Alert {
  readonly id: string;
  readonly fingerprint: string;
  readonly state: string;
  readonly startsAt: string;
  readonly firedAt: string | null;
}

/**
 * One service after another on one data folder, each killed while a client writes. The client counts a write only
 * when it was answered, and writes an unanswered one again, as every exporter does.
 */
describe('the power is cut again and again while telemetry comes in', () => {
  const startsAt = Date.now() - (calmPoints + troublePoints) * stepMs;
  let service: RunningService;
  let alertsBefore: readonly Alert[];
  let acknowledged = 0;
  let nextStep = 0;

  const write = async (body: string): Promise<boolean> => {
    const answer = await call(new URL('/api/v2/write?precision=ms', service.url), { method: 'POST', body }).catch(
      () => undefined,
    );
    if (answer && answer.status !== 204) throw new Error(`the service answered ${answer.status}: ${answer.text}`);
    return answer !== undefined;
  };
  /** The readings of all hosts at one step; the value tells the step. */
  const readings = (step: number) =>
    hosts.map((host) => `reading,host=${host} step=${step} ${startsAt + step * 1_000}\n`).join('');
  const alertsOf = async (asset: string) =>
    ((await service.get(`/api/v1/alerts?asset=${asset}`)) as { items: readonly Alert[] }).items;

  beforeAll(async () => {
    service = await startService();
    expect(await write(inlets(startsAt))).toBe(true);
    alertsBefore = await eventually(
      () => alertsOf('hot-rack'),
      (alerts) => alerts.length > 0,
    );
    for (let round = 0; round < rounds; round += 1) {
      await writeUntilCut(round);
      service = await startService({}, service);
    }
  }, patienceMs);
  afterAll(() => service.stop());

  /** Every other cut comes right after an answer, the others at any moment. */
  const writeUntilCut = async (round: number) => {
    const isRightAfterAnswer = round % 2 === 0;
    const cut = isRightAfterAnswer ? undefined : pause(150 + 130 * round).then(() => service.kill());
    for (let answers = 0; ; answers += 1) {
      if (isRightAfterAnswer && answers === 5 * (round + 1)) break;
      if (!(await write(readings(nextStep)))) break;
      nextStep += 1;
      acknowledged += hosts.length;
    }
    await (cut ?? service.kill());
  };

  it('every answered point is there, once', async () => {
    expect(acknowledged).toBeGreaterThan(rounds * hosts.length);
    for (const host of hosts) {
      const points = await eventually(
        async () => {
          const [series] = await seriesOf(service.url, host);
          return series === undefined ? [] : storedPoints(service.url, series.id);
        },
        ({ length }) => length >= nextStep,
      );
      const steps = points.map(({ value }) => value);
      expect(steps.slice(0, nextStep)).toEqual(Array.from({ length: nextStep }, (_, step) => step));
      // The very last write may have been stored without its answer having come through.
      expect(points.length - nextStep).toBeLessThanOrEqual(1);
    }
  });

  it('the alert that fired is there, once, under its id', async () => {
    // How bad it is may have been revised meanwhile; which alert it is, and since when, may not.
    const episode = ({ id, fingerprint, state, startsAt, firedAt }: Alert) => ({
      id,
      fingerprint,
      state,
      startsAt,
      firedAt,
    });
    expect((await alertsOf('hot-rack')).map(episode)).toEqual(alertsBefore.map(episode));
    expect(alertsBefore).toHaveLength(1);
  });

  it('the detectors still know their series: the first new point has a band', async () => {
    expect(await write(`chassis,host=calm-rack inlet_celsius=22.1 ${Date.now()}\n`)).toBe(true);
    const [series] = await eventually(
      () => seriesOf(service.url, 'calm-rack'),
      ([one]) => (one?.latest?.expected ?? null) !== null,
    );
    expect(series!.latest!.expected).toBeGreaterThan(21);
    expect(series!.latest!.expected).toBeLessThan(23);
  });
});

/** Two inlets that have been calm for hours; in the end one leaves its band. */
function inlets(startsAt: number): string {
  const line = (host: string, step: number, celsius: number) =>
    `chassis,host=${host} inlet_celsius=${celsius.toFixed(2)} ${startsAt + step * stepMs}\n`;
  const calm = (step: number) => 22 + ((step * 7_919) % 13) / 40;
  return Array.from({ length: calmPoints + troublePoints }, (_, step) =>
    [
      line('calm-rack', step, calm(step)),
      line('hot-rack', step, step < calmPoints ? calm(step) : 45 + step - calmPoints),
    ].join(''),
  ).join('');
}
