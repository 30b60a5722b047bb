import { describe, expect, it } from '@jest/globals';
import { demoSite } from '../../../../test/builders/twin.js';
import type { RunbookRule } from './runbook.js';
import { runbookFor } from './runbooks.js';
import { standardRunbooks } from './standard-runbooks.js';

const { model } = demoSite();
const stopped = { causeKind: 'fan-stopped', assetId: 'hall-1-crah-1' } as const;
const standard = standardRunbooks['fan-stopped'];
const rule = (over: Partial<RunbookRule> = {}): RunbookRule => ({
  match: {},
  steps: ['Call Ada.'],
  url: undefined,
  replace: false,
  ...over,
});

describe('What to do about a stopped fan', () => {
  it('is what is usually done, where operators say nothing', () => {
    expect(runbookFor([], stopped, model)).toEqual({ causeKind: 'fan-stopped', ...standard, urls: [] });
  });

  it('begins with what operators say, and leads to where they keep more', () => {
    const { steps, urls } = runbookFor([rule({ url: 'https://wiki.example/crah' })], stopped, model);
    expect(steps).toEqual(['Call Ada.', ...standard.steps]);
    expect(urls).toEqual(['https://wiki.example/crah']);
  });

  it('is what operators say alone, where they want it so', () => {
    const { steps, actions } = runbookFor([rule(), rule({ steps: ['Wait.'], replace: true })], stopped, model);
    expect([steps, actions]).toEqual([['Call Ada.', 'Wait.'], []]);
  });

  it.each([
    ['the cause', { cause: ['fan-*'] }, { cause: ['filter-clogged'] }],
    ['the kind of asset', { kind: ['crah'] }, { kind: ['pdu'] }],
    ['the asset', { asset: ['*-crah-1'] }, { asset: ['hall-1-crah-2'] }],
    ['what holds the asset', { asset: ['hall-1'] }, { asset: ['hall-2'] }],
    ['the room', { room: ['hall-1'] }, { room: ['hall-2'] }],
  ])('is matched by %s', (_what, fitting, other) => {
    expect(runbookFor([rule({ match: fitting })], stopped, model).steps[0]).toBe('Call Ada.');
    expect(runbookFor([rule({ match: other })], stopped, model).steps).toEqual(standard.steps);
  });

  it('of a device that the site does not know can be told by its id', () => {
    const cause = { causeKind: 'unusual', assetId: 'pump-9' } as const;
    expect(runbookFor([rule({ match: { asset: ['pump-*'] } })], cause, model).steps[0]).toBe('Call Ada.');
    expect(runbookFor([rule({ match: { room: ['*'] } })], cause, model).steps).toEqual(standardRunbooks.unusual.steps);
  });
});
