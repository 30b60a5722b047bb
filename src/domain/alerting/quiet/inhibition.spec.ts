import { describe, expect, it } from '@jest/globals';
import { anAlert } from '../../../../test/alerting/builders.js';
import { aHall } from '../../../../test/alerting/quiet-builders.js';
import { type InhibitRule, Inhibition } from './inhibition.js';
import type { SharedPlace } from './shared-place.js';

const alertOf = (assetId: string, over = {}) => anAlert({ id: assetId, assetId, ...over });
const rule = (over: Partial<InhibitRule> = {}): InhibitRule => ({
  source: { assetKind: ['pdu', 'ups', 'crah'] },
  target: { assetKind: ['rack', 'server'] },
  equal: [],
  ...over,
});
const isInhibited = (rules: readonly InhibitRule[], target: string, source: string) =>
  new Inhibition(rules, aHall, [alertOf(source)]).inhibitorOf(alertOf(target)) !== undefined;

describe('A rule of inhibition', () => {
  it.each<[SharedPlace, string, string, boolean]>([
    ['room', 'rack-7', 'pdu-a', true],
    ['room', 'rack-8', 'pdu-a', false],
    ['zone', 'srv-7', 'hall-1-crah-1', true],
    ['zone', 'rack-8', 'hall-1-crah-1', false],
    ['feed', 'rack-7', 'pdu-a', true],
    ['feed', 'srv-7', 'ups-a', true],
    ['feed', 'rack-8', 'ups-a', true],
    ['feed', 'rack-8', 'pdu-a', false],
    ['feed', 'rack-7', 'hall-1-crah-1', false],
    ['rack', 'srv-7', 'pdu-a', false],
    ['asset', 'rack-7', 'pdu-a', false],
  ])('that asks for the same %s: %s under %s', (place, target, source, expected) => {
    expect(isInhibited([rule({ equal: [place] })], target, source)).toBe(expected);
  });

  it('holds without anything in common, too, and with all of several things', () => {
    expect(isInhibited([rule()], 'rack-8', 'hall-1-crah-1')).toBe(true);
    expect(isInhibited([rule({ equal: ['room', 'feed'] })], 'rack-7', 'pdu-a')).toBe(true);
    expect(isInhibited([rule({ equal: ['room', 'feed'] })], 'rack-8', 'ups-a')).toBe(false);
  });

  it('lets a rack hide its own servers, and one alert of an asset the others', () => {
    const ofRack = rule({ source: { assetKind: ['rack'] }, target: { assetKind: ['server'] }, equal: ['rack'] });
    expect(isInhibited([ofRack], 'srv-7', 'rack-7')).toBe(true);
    const ofSilent = rule({ source: { alertKind: ['silent'] }, target: { alertKind: ['anomaly'] }, equal: ['asset'] });
    const silent = alertOf('rack-7', { id: 'silent', kind: 'silent' });
    const inhibition = new Inhibition([ofSilent], aHall, [silent]);
    expect(inhibition.inhibitorOf(alertOf('rack-7'))).toBe(silent);
    expect(inhibition.inhibitorOf(alertOf('rack-8'))).toBeUndefined();
  });

  it('never lets two alerts hide each other, nor one itself', () => {
    const both = rule({ source: { room: ['hall-*'] }, target: { room: ['hall-*'] } });
    expect(isInhibited([both], 'rack-7', 'rack-8')).toBe(false);
    expect(isInhibited([both], 'rack-7', 'rack-7')).toBe(false);
  });

  it('does not let the twin hide what is real', () => {
    const inhibition = new Inhibition([rule()], aHall, [alertOf('pdu-a', { simulated: true })]);
    expect(inhibition.inhibitorOf(alertOf('rack-7'))).toBeUndefined();
    expect(inhibition.inhibitorOf(alertOf('rack-7', { simulated: true }))).toBeDefined();
  });
});
