import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../domain/errors.js';
import { loadSite, parseSite } from './load-site.js';

const smallSite = `
name: edge
workloads: { web: { shape: office, base: 0.1, peak: 0.5 } }
serverTypes: { small: { idlePowerW: 50, maxPowerW: 150 } }
rackTypes: { half: { heightU: 22, servers: { count: 3, type: small, workloads: web, aliases: '{id}.example' } } }
rooms:
  id: hall
  size: { widthM: 5, depthM: 5 }
  ups: [{ id: ups-a, ratedPowerW: 5000 }]
  pdus: [{ id: pdu-a, from: ups-a, ratedPowerW: 3000 }]
  crahs: { count: 2, zone: north, airflowM3PerS: 1, fanPowerW: 500, at: { x: 0, y: 1 }, spacing: { x: 0, y: 1.5 } }
  rows:
    zone: north
    at: { x: 1, y: 1 }
    feeds: { A: pdu-a }
    racks: [{ count: 2, type: half }, { id: spare, heightU: 10, servers: [] }]
`;

function refusalOf(text: string): string {
  try {
    parseSite(text, 'site.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ code: 'invalid_configuration' });
    return String(error);
  }
  throw new Error('the site was accepted');
}

const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

describe('a site file written by hand', () => {
  it('is expanded from ranges and single entries', () => {
    const { model } = parseSite(smallSite, 'site.yaml');
    expect(model.ofKind('rack').map(({ id }) => id)).toEqual(['hall-rack-01', 'hall-rack-02', 'spare']);
    expect(model.children('hall-rack-02').map(({ id, rackUnit }) => ({ id, rackUnit }))).toEqual([
      { id: 'hall-rack-02-server-01', rackUnit: 1 },
      { id: 'hall-rack-02-server-02', rackUnit: 2 },
      { id: 'hall-rack-02-server-03', rackUnit: 3 },
    ]);
    expect(model.find('hall-rack-01-server-02')).toMatchObject({
      aliases: ['hall-rack-01-server-02.example'],
      feeds: [{ name: 'A', from: 'pdu-a' }],
      workloads: ['web'],
    });
    expect(model.find('hall-crah-2')?.position).toEqual({ x: 0, y: 2.5, width: 0.9, depth: 1.2 });
    expect(model.find('spare')?.position?.x).toBeCloseTo(2.2);
  });

  it('says how many units a zone needs, or all but one of those that it has', () => {
    expect(parseSite(smallSite, 'site.yaml').model.neededInZone('north')).toBe(1);
    const { model } = parseSite(`${smallSite}cooling: { zones: { north: { needs: 2 } } }`, 'site.yaml');
    expect(model.neededInZone('north')).toBe(2);
    const more = refusalOf(`${smallSite}cooling: { zones: { north: { needs: 3 }, south: { needs: 1 } } }`);
    expect(more).toMatch(/cooling\.zones\.north\.needs: the zone has 2 CRAHs; it cannot need more/);
    expect(more).toMatch(/cooling\.zones\.south: no CRAH cools the zone "south"/);
  });

  it('needs only a name and the cooling limits for the cooling controller', () => {
    const site = parseSite(
      'name: plant\ncooling: { control: { supplySetpointC: { min: 15, max: 21.6, start: 18, maxStep: 1 }, hottestInletMaxC: 27, stepSeconds: 900, objective: total-energy } }',
      'site.yaml',
    );
    expect(site.coolingControl).toEqual({
      supplySetpointC: { min: 15, max: 21.6, start: 18, maxStep: 1 },
      hottestInletMaxC: 27,
      stepSeconds: 900,
      objective: 'total-energy',
    });
  });
});

describe('a broken site file', () => {
  it('is refused with every problem, each with its line and path', () => {
    const broken = smallSite
      .replace('base: 0.1', 'base: 1.7')
      .replace('idlePowerW: 50,', '')
      .replace('zone: north, airflow', 'zoen: north, airflow');
    const refusal = refusalOf(broken);
    expect(refusal).toContain('5 problems');
    expect(refusal).toContain(`site.yaml:${lineOf(broken, 'base: 1.7')}  workloads.web.base`);
    expect(refusal).toContain(`site.yaml:${lineOf(broken, 'serverTypes')}  serverTypes.small.idlePowerW`);
    expect(refusal).toContain(`site.yaml:${lineOf(broken, 'zoen')}  rooms.crahs.zoen: unknown key`);
    expect(refusal).toContain('rooms.crahs.zone');
  });

  it('names the place of a feed that no device supplies, once for the whole range', () => {
    const broken = smallSite.replace('feeds: { A: pdu-a }', 'feeds: { A: pdu-x }');
    const refusal = refusalOf(broken);
    expect(refusal).toContain('there is no power device "pdu-x"; known: ups-a, pdu-a');
    expect(refusal).toContain(`site.yaml:${lineOf(broken, 'feeds: { A: pdu-x }')}  rooms.rows.feeds: feed A`);
    expect(refusal).toContain('has a problem:');
  });

  it.each([
    ['a feed from a thing that is no power device', ['A: pdu-a }', 'A: hall }'], '"hall" is a room'],
    [
      'a UPS and a PDU that feed each other',
      ['ups-a, ratedPowerW: 5000', 'ups-a, from: pdu-a, ratedPowerW: 5000'],
      'feeds itself',
    ],
    ['an id used twice', ['id: pdu-a', 'id: ups-a'], 'the id "ups-a" is used twice'],
    [
      'a zone without a CRAH',
      ['zone: north\n', 'zone: south\n'],
      'no CRAH cools the zone "south"; zones with CRAHs: north',
    ],
    ['an unknown workload', ['workloads: web', 'workloads: wbe'], 'there is no workload "wbe"; known: web'],
    ['an unknown type', ['type: half', 'type: full'], 'there is no type "full"; known: half'],
    ['more servers than rack units', ['heightU: 22', 'heightU: 2'], 'reach rack unit 3 and it has 2'],
    ['an unknown time zone', ['name: edge', 'name: edge\ntimezone: Mars/Olympus'], 'expected an IANA time zone'],
  ] as const)('is refused for %s', (_, [from, to], message) => {
    expect(smallSite).toContain(from);
    expect(refusalOf(smallSite.replace(from, to))).toContain(message);
  });

  it('is refused for YAML that cannot be read, with the line', () => {
    expect(refusalOf('name: edge\nrooms: [')).toMatch(/site\.yaml:2/);
  });

  it('is refused when it is not there, with what to do', async () => {
    await expect(loadSite('/nowhere/site.yaml')).rejects.toThrow(/cannot be read .* sites\/demo\.yaml is an example/);
  });
});

describe('the demo site', () => {
  it('has two halls with cooling, two power paths, GPUs and a chiller plant', async () => {
    const { model, coolingControl } = await loadSite('sites/demo.yaml');
    expect(model.ofKind('room')).toHaveLength(2);
    expect(model.ofKind('server').length).toBeGreaterThanOrEqual(200);
    expect(model.ofKind('server').some((server) => server.attributes['gpus'] === 4)).toBe(true);
    expect(model.inRoom('hall-1').filter(({ kind }) => kind === 'crah')).toHaveLength(4);
    expect(model.ofKind('chiller')).toHaveLength(2);
    for (const rack of model.ofKind('rack')) {
      expect(rack.feeds.map(({ name }) => name)).toEqual(['A', 'B']);
      expect(rack.position).not.toBeNull();
    }
    expect(coolingControl?.hottestInletMaxC).toBe(27);
  });

  it('has a smaller sister in the documentation that loads as printed', async () => {
    const documentation = await readFile('docs/site.md', 'utf8');
    const yaml = /```yaml\n(?<text>.+?)```/s.exec(documentation)?.groups?.['text'] ?? '';
    const { model } = parseSite(yaml, 'docs/site.md');
    expect(model.ofKind('server')).toHaveLength(21);
    expect(model.find('lab-gpu')).toMatchObject({ rackUnit: 4, attributes: { gpus: 4 } });
  });

  it('may lie anywhere', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'plenum-site-')), 'site.yaml');
    await writeFile(file, smallSite);
    expect((await loadSite(file)).name).toBe('edge');
  });
});
