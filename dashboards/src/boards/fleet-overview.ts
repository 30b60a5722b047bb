import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { board } from '../parts/board.js';
import { asIncidentTable } from '../parts/incident-table.js';
import { bars, figure, lines, rows } from '../parts/panels.js';
import { inletLimits } from '../parts/thresholds.js';
import type { IncidentQueries } from '../queries/incident-queries.js';
import { metricOverTime, newestOf } from '../queries/metric-query.js';

const oneLine = { lines: [] } as const;

/** The whole site at a glance: what the operator leaves on the wall. */
export function fleetOverview(incidents: IncidentQueries): Builder<Dashboard> {
  return board({
    uid: 'plenum-fleet-overview',
    title: 'Plenum / Fleet overview',
    description: 'Power, efficiency, temperatures and open incidents of the whole site.',
    sections: [
      {
        title: 'Now',
        panels: [
          figure({
            title: 'Open incidents',
            description: 'Incidents that are open now. Red from the first one: each asks for somebody.',
            width: 4,
            metric: 'plenum.alerts.firing',
            queries: [incidents.openCount()],
            limits: { critical: 1 },
            decimals: 0,
          }).noValue('0'),
          figure({
            title: 'PUE',
            description:
              'Power usage effectiveness: all power by IT power. 1.0 would be a site without cooling and losses.',
            width: 4,
            metric: 'dc.site.pue',
            queries: [metricOverTime({ metric: 'dc.site.pue', ...oneLine })],
            limits: { warning: 1.5, critical: 1.8 },
            decimals: 2,
          }),
          figure({
            title: 'IT power',
            description: 'Power of all servers, as the PDUs measure it.',
            width: 4,
            metric: 'dc.site.it_power',
            queries: [metricOverTime({ metric: 'dc.site.it_power', ...oneLine })],
          }),
          figure({
            title: 'Site power',
            description: 'Power of the whole site: IT, cooling and losses.',
            width: 4,
            metric: 'dc.site.power',
            queries: [metricOverTime({ metric: 'dc.site.power', ...oneLine })],
          }),
          figure({
            title: 'Hottest rack inlet',
            description:
              'The highest inlet temperature of any rack. ASHRAE recommends up to 27 °C and allows 32 °C (A1).',
            width: 4,
            metric: 'dc.rack.inlet_temperature',
            queries: [metricOverTime({ metric: 'dc.rack.inlet_temperature', by: 'max', ...oneLine })],
            limits: inletLimits,
            decimals: 1,
          }),
          figure({
            title: 'Outdoor temperature',
            description: 'At the weather station; it decides how much free cooling there is.',
            width: 4,
            metric: 'dc.weather.temperature',
            queries: [metricOverTime({ metric: 'dc.weather.temperature', ...oneLine })],
            decimals: 1,
          }),
        ],
      },
      {
        title: 'Over time',
        panels: [
          lines({
            title: 'Site and IT power',
            description: 'The distance between the two is cooling and losses.',
            width: 12,
            metric: 'dc.site.power',
            queries: [
              metricOverTime({ metric: 'dc.site.power', ...oneLine, alias: 'site', refId: 'A' }),
              metricOverTime({ metric: 'dc.site.it_power', ...oneLine, alias: 'IT', refId: 'B' }),
            ],
          }),
          lines({
            title: 'PUE and outdoor temperature',
            description: 'PUE should follow the weather; a rise of its own is a plant that works harder than it must.',
            width: 12,
            metric: 'dc.site.pue',
            queries: [
              metricOverTime({ metric: 'dc.site.pue', ...oneLine, alias: 'PUE', refId: 'A' }),
              metricOverTime({ metric: 'dc.weather.temperature', ...oneLine, alias: 'outdoor', refId: 'B' }),
            ],
            decimals: 2,
          }).overrideByName('outdoor', [
            { id: 'unit', value: 'celsius' },
            { id: 'custom.axisPlacement', value: 'right' },
          ]),
          lines({
            title: 'Room temperature',
            description: 'Mean air temperature of each room.',
            width: 12,
            metric: 'dc.room.temperature',
            queries: [metricOverTime({ metric: 'dc.room.temperature' })],
            decimals: 1,
          }),
          bars({
            title: 'UPS load',
            description:
              'Load by rated power. With two power paths, each UPS must be able to carry both: stay below 50 %.',
            width: 12,
            metric: 'dc.ups.load',
            queries: [newestOf({ metric: 'dc.ups.load' })],
            limits: { warning: 0.5, critical: 0.9 },
            max: 1,
          }),
        ],
      },
      {
        title: 'What needs somebody',
        panels: [
          asIncidentTable(
            rows({
              title: 'Open incidents',
              description: 'Newest first, with the cause. The title leads to its page in the console.',
              width: 24,
              queries: [incidents.openIncidents()],
            }),
          ),
        ],
      },
    ],
  });
}
