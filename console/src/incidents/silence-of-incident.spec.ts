import { describe, expect, it } from '@jest/globals';
import { globMatcher } from '../../../src/domain/glob.js';
import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { silenceOfIncident } from './silence-of-incident.js';

const anIncident = (
  members: readonly { readonly assetId: string; readonly rack: string | null }[],
  affected: IncidentDetailOut['affected'],
) => ({ members, affected }) as unknown as IncidentDetailOut;

const room = { assetId: 'hall-1', rack: null };
const theRoom = { kind: 'room', assets: ['hall-1'] };

describe('a silence of an incident', () => {
  it('covers the cause and the racks that it has reached, whichever servers in them are hit next', () => {
    const members = [
      { assetId: 'crah-1', rack: null },
      { assetId: 'rack-1', rack: 'rack-1' },
      { assetId: 'rack-1-server-3', rack: 'rack-1' },
      { assetId: 'rack-2-server-1', rack: 'rack-2' },
    ];
    expect(silenceOfIncident(anIncident(members, []))).toEqual({ asset: ['crah-1', 'rack-1', 'rack-2'] });
  });

  it('does not make a whole hall silent because its room temperature is among the alerts', () => {
    const members = [{ assetId: 'crah-1', rack: null }, room];
    expect(silenceOfIncident(anIncident(members, [theRoom]))).toEqual({ asset: ['crah-1'] });
  });

  it('covers the alerts of the room itself when there are no others', () => {
    expect(silenceOfIncident(anIncident([room], [theRoom]))).toEqual({ asset: ['hall-1'], assetKind: ['room'] });
  });

  it('covers an asset whose name looks like a pattern, and none that the pattern would fit', () => {
    const members = [{ assetId: 'user:*', rack: null }];
    const { asset = [] } = silenceOfIncident(anIncident(members, []));
    const fits = (name: string) => asset.some((pattern) => globMatcher(pattern)(name));
    expect(['user:*', 'user:root'].map(fits)).toEqual([true, false]);
  });
});
