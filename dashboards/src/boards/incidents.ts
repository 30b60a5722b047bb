import * as common from '@grafana/grafana-foundation-sdk/common';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { board } from '../parts/board.js';
import { asIncidentTable } from '../parts/incident-table.js';
import { openCounts } from '../parts/open-counts.js';
import { bars, figure, lines, rows } from '../parts/panels.js';
import type { IncidentQueries } from '../queries/incident-queries.js';

/** What is broken now, how often something is, and how many alerts one trouble makes. */
export function incidents(queries: IncidentQueries): Builder<Dashboard> {
  return board({
    uid: 'plenum-incidents',
    title: 'Plenum / Incidents',
    description: 'Open incidents with their cause, and how many there are a week.',
    from: 'now-30d',
    sections: [
      {
        title: 'Now',
        panels: [
          ...openCounts({
            describe: (severity) => `Incidents of severity ${severity} that are open now.`,
            width: 6,
            query: (severity) => queries.openCount(severity),
          }),
          figure({
            title: 'Alerts per incident',
            description: 'The mean of the time range: so many alerts are told as one trouble.',
            width: 6,
            metric: 'plenum.alerts.firing',
            queries: [queries.alertsPerIncident()],
            decimals: 1,
          }),
          asIncidentTable(
            rows({
              title: 'Open incidents',
              description: 'Newest first. The title leads to its page in the console, the cause to the asset.',
              width: 24,
              queries: [queries.openIncidents()],
            }),
          ),
        ],
      },
      {
        title: 'How often',
        panels: [
          lines({
            title: 'Incidents per week',
            description:
              'By the week in which they began, from Monday on. A rise is worth a look at the causes beside it.',
            width: 16,
            metric: 'plenum.alerts.firing',
            queries: [queries.perWeek()],
            decimals: 0,
          })
            .drawStyle(common.GraphDrawStyle.Bars)
            .fillOpacity(70)
            .stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal).group('A')),
          bars({
            title: 'Most frequent causes',
            description: 'Assets that incidents of the time range began with. One that leads for weeks wants a repair.',
            width: 8,
            metric: 'plenum.alerts.firing',
            queries: [queries.mostFrequentCauses()],
          }).reduceOptions(new common.ReduceDataOptionsBuilder().values(true).calcs([]).fields('incidents')),
          asIncidentTable(
            rows({
              title: 'Incidents in the time range',
              description: 'Newest first, open and resolved.',
              width: 24,
              height: 12,
              queries: [queries.history()],
            }),
          ),
        ],
      },
    ],
  });
}
