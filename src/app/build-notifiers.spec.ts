import { describe, expect, it } from '@jest/globals';
import { anAlert } from '../../test/alerting/builders.js';
import { alertLink } from '../adapters/notifiers/notice-context.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { RecordingLog } from '../adapters/system/recording-log.js';
import { demoSiteFile, loadConfig } from '../config/config.js';
import { loadSite } from '../config/load-site.js';
import type { Alert } from '../domain/alerting/alert.js';
import { noticeContextOf } from './build-notifiers.js';

const edge = {
  PLENUM_MODE: 'edge',
  PLENUM_KAFKA_BROKERS: 'kafka:9092',
  PLENUM_POSTGRES_URL: 'postgres://plenum@records/plenum',
};

/** Where a message leads its reader, of an alert about a series unless told otherwise. */
async function linkFrom(env: Readonly<Record<string, string>>, alert: Partial<Alert> = {}) {
  const site = await loadSite(demoSiteFile);
  const context = noticeContextOf({
    config: loadConfig(env),
    alerting: { consoleUrl: 'https://plenum.example', receivers: [], inhibit: [], runbooks: [] },
    site,
    model: () => site.model,
    kit: { clock: new FakeClock(), log: new RecordingLog() },
  });
  return alertLink(context, anAlert({ assetId: 'hall-1-crah-1', seriesId: 17, ...alert }));
}

describe('the link in a message about a series', () => {
  it('leads to the series', async () => {
    expect(await linkFrom({ PLENUM_MODE: 'embedded' })).toBe('https://plenum.example/#/series/17');
  });

  it('of an edge leads to the asset: the console is the central one, where the id belongs to another series', async () => {
    expect(await linkFrom(edge)).toBe('https://plenum.example/#/assets/hall-1-crah-1');
  });

  it('of an alert of Plenum about itself leads to all open alerts: it is about no series and no device', async () => {
    const own = { kind: 'plenum', assetId: 'plenum', seriesId: 0 } as const;
    expect(await linkFrom({ PLENUM_MODE: 'embedded' }, own)).toBe('https://plenum.example/#/alerts');
  });
});
