import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PromMetrics } from '../../src/observability/prom-metrics.js';

const rulesFile = fileURLToPath(new URL('../../deploy/plenum-alerts.yaml', import.meta.url));
const testsFile = fileURLToPath(new URL('plenum-alerts.test.yaml', import.meta.url));

/** Real: promtool of Prometheus. */
describe('The alert rules for Prometheus', () => {
  it('are taken by Prometheus', () => {
    expect(execFileSync('promtool', ['check', 'rules', rulesFile], { encoding: 'utf8' })).toContain('7 rules found');
  });

  it('fire when Plenum is down, behind, or cannot tell a receiver, and not otherwise', () => {
    expect(execFileSync('promtool', ['test', 'rules', testsFile], { encoding: 'utf8' })).toContain('SUCCESS');
  });

  it('ask for metrics that Plenum has', async () => {
    const asked = new Set(readFileSync(rulesFile, 'utf8').match(/\bplenum_[a-z_]+/g));
    const text = await new PromMetrics().text();
    expect([...asked].filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
  });
});
