import { DashboardLinkBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type * as table from '@grafana/grafana-foundation-sdk/table';
import { severityColours } from './severity-colours.js';

/** Colours, units and links of a table of alerts. */
export function asAlertTable(panel: table.PanelBuilder): table.PanelBuilder {
  const links = (targets: readonly (readonly [title: string, url: string])[]) => [
    { id: 'links', value: targets.map(([title, url]) => new DashboardLinkBuilder(title).url(url).build()) },
  ];
  return panel
    .overrideByName('time', [
      { id: 'displayName', value: 'started' },
      { id: 'unit', value: 'dateTimeAsIso' },
    ])
    .overrideByName('duration_s', [
      { id: 'displayName', value: 'lasted' },
      { id: 'unit', value: 'dtdurations' },
    ])
    .overrideByName('peak_score', [
      { id: 'displayName', value: 'peak score' },
      { id: 'decimals', value: 1 },
    ])
    .overrideByName('acknowledged_by', [{ id: 'displayName', value: 'acknowledged by' }])
    .overrideByName('severity', severityColours)
    .overrideByName(
      'asset',
      links([
        ['Open in the console', '${console}/#/assets/${__data.fields.asset}'],
        ['Alerts and band', anomalies('var-asset=${__data.fields.asset}&var-metric=${__data.fields.metric}')],
      ]),
    )
    .overrideByName(
      'metric',
      links([['Show the band', anomalies('var-asset=${__data.fields.asset}&var-metric=${__data.fields.metric}')]]),
    );
}

function anomalies(parameters: string): string {
  return `/d/plenum-anomaly-alerts?\${__url_time_range}&${parameters}`;
}
