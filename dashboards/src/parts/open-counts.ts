import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import { type AlertSeverity, alertSeverities } from '../../../src/domain/alerting/alert.js';
import { figure } from './panels.js';

interface OpenCounts {
  /** Says what is counted of a severity. */
  readonly describe: (severity: AlertSeverity) => string;
  /** Of each panel, in columns. */
  readonly width: number;
  readonly query: (severity: AlertSeverity) => Builder<Dataquery>;
}

const limitsOf = { critical: { critical: 1 }, warning: { warning: 1 }, info: {} } as const;

/** How many are open, a figure a severity, the most urgent first. */
export function openCounts({ describe, width, query }: OpenCounts): stat.PanelBuilder[] {
  return [...alertSeverities].reverse().map((severity) =>
    figure({
      title: `Open, ${severity}`,
      description: describe(severity),
      width,
      metric: 'plenum.alerts.firing',
      queries: [query(severity)],
      limits: limitsOf[severity],
      decimals: 0,
    }).noValue('0'),
  );
}
