import { describe, expect, it } from '@jest/globals';
import { anIncident } from '../../../../test/alerting/builders.js';
import { aSymptom, over } from '../../../../test/alerting/symptoms.js';
import { demoSite } from '../../../../test/builders/twin.js';
import type { Alert } from '../alert.js';
import { CausalMap } from './causal-map.js';
import { isExplainedBy } from './explained-by.js';

const map = new CausalMap(demoSite().model);
const about = (alert: Alert) => anIncident({ causeAssetId: alert.assetId, startsAt: alert.startsAt, members: [alert] });
const chiller = (value: number) => about(aSymptom('chiller-1', 'dc.chiller.power', 0, { value, expected: 15_000 }));
const warmAir = (seconds: number) =>
  about(aSymptom('hall-1-crah-1', 'dc.crah.supply_temperature', seconds, { value: 22, expected: 18 }));

describe('Warm supply air of a CRAH', () => {
  it('is explained by a chiller that has stopped, also hours later while it stands still', () => {
    expect(isExplainedBy(map, warmAir(60), chiller(0))).toBe(true);
    expect(isExplainedBy(map, warmAir(5 * 3600), chiller(0))).toBe(true);
  });

  it('is not explained by a chiller that merely carries less', () => {
    expect(isExplainedBy(map, warmAir(60), chiller(9_000))).toBe(false);
  });

  it('is not explained by a chiller that ran again long before', () => {
    const [stop] = chiller(0).members;
    const repaired = {
      ...chiller(0),
      members: stop ? [over(stop, 600)] : [],
      quietAt: stop && stop.startsAt + 600_000,
    };
    expect(isExplainedBy(map, warmAir(3600), repaired)).toBe(false);
  });

  it('explains nothing about the chiller', () => {
    expect(isExplainedBy(map, chiller(0), warmAir(60))).toBe(false);
  });
});
