import { DashboardLinkBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type * as table from '@grafana/grafana-foundation-sdk/table';
import { severityColours } from './severity-colours.js';

/** Colours, units and links of a table of incidents; the title leads to its page in the console. */
export function asIncidentTable(panel: table.PanelBuilder): table.PanelBuilder {
  return panel
    .overrideByName('time', [
      { id: 'displayName', value: 'since' },
      { id: 'unit', value: 'dateTimeAsIso' },
    ])
    .overrideByName('duration_s', [
      { id: 'displayName', value: 'lasted' },
      { id: 'unit', value: 'dtdurations' },
    ])
    .overrideByName('limit_in_s', [
      { id: 'displayName', value: 'next limit in' },
      { id: 'unit', value: 'dtdurations' },
    ])
    .overrideByName('acknowledged_by', [{ id: 'displayName', value: 'acknowledged by' }])
    .overrideByName('severity', severityColours)
    .overrideByName('title', [
      { id: 'custom.minWidth', value: 420 },
      link('Open in the console', '${console}/#/incidents/${__data.fields.id}'),
    ])
    .overrideByName('cause', [link('Open in the console', '${console}/#/assets/${__data.fields.cause}')])
    .overrideByName('id', [{ id: 'custom.hidden', value: true }]);
}

function link(title: string, url: string) {
  return { id: 'links', value: [new DashboardLinkBuilder(title).url(url).build()] };
}
