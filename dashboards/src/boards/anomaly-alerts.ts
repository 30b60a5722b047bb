import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { AnnotationQueryBuilder, type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import * as common from '@grafana/grafana-foundation-sdk/common';
import { asAlertTable } from '../parts/alert-table.js';
import { board } from '../parts/board.js';
import { openCounts } from '../parts/open-counts.js';
import { bars, lines, rows } from '../parts/panels.js';
import { choice } from '../parts/variables.js';
import type { AlertQueries } from '../queries/alert-queries.js';
import { InfluxQlQuery } from '../queries/influxql-query.js';

const chosen = `FROM "$metric" WHERE "asset" =~ /^$asset$/ AND "component" =~ /^$component$/ AND $timeFilter`;
const overTime = 'GROUP BY time($__interval), "asset", "component" fill(none)';

/** What is open, what was, and the band around the metric that it is about. */
export function anomalyAlerts(alerts: AlertQueries): Builder<Dashboard> {
  return board({
    uid: 'plenum-anomaly-alerts',
    title: 'Plenum / Anomaly alerts',
    description:
      'Open alerts and their history; the value of a series inside the band that was expected, with its score.',
    variables: [
      choice({
        name: 'metric',
        label: 'Metric',
        query: 'SHOW MEASUREMENTS',
        several: false,
        regex: '/^(?!plenum_).*$/',
      }),
      choice({
        name: 'asset',
        label: 'Asset',
        query: 'SHOW TAG VALUES FROM "$metric" WITH KEY = "asset"',
        several: false,
      }),
      choice({
        name: 'component',
        label: 'Component',
        query: `SHOW TAG VALUES FROM "$metric" WITH KEY = "component" WHERE "asset" =~ /^$asset$/`,
        several: true,
        everything: '.*',
      }),
    ],
    sections: [
      {
        title: 'Now',
        panels: [
          ...openCounts({
            describe: (severity) => `Alerts of severity ${severity} that are firing now.`,
            width: 4,
            query: (severity) => alerts.openCount(severity),
          }),
          lines({
            title: 'Alerts started',
            description: 'How many started in each interval. Many at once usually have one cause.',
            width: 12,
            height: 4,
            metric: 'plenum.alerts.firing',
            queries: [alerts.startedOverTime()],
            decimals: 0,
          })
            .drawStyle(common.GraphDrawStyle.Bars)
            .fillOpacity(70)
            .legend(new common.VizLegendOptionsBuilder().showLegend(false).calcs([])),
          asAlertTable(
            rows({
              title: 'Open alerts',
              description: 'Newest first. The asset leads to the console, the metric to its band below.',
              width: 24,
              queries: [alerts.openAlerts()],
            }),
          ),
        ],
      },
      {
        title: '$metric of $asset',
        panels: [
          lines({
            title: 'Value and expected band',
            description:
              'The band is what the detector expected before it saw the value. Alerts of the series are marked.',
            width: 24,
            height: 10,
            metric: 'hw.status',
            queries: [
              new InfluxQlQuery(
                `SELECT mean("value") AS "value", mean("expected") AS "expected", mean("lower") AS "lower", mean("upper") AS "upper" ${chosen} ${overTime}`,
                { alias: '$col $tag_component' },
              ),
            ],
          })
            .unit('none')
            .overrideByRegexp('/^lower/', [
              { id: 'custom.lineWidth', value: 0 },
              { id: 'custom.hideFrom', value: { legend: true, tooltip: false, viz: false } },
            ])
            .overrideByRegexp('/^upper/', [
              { id: 'custom.lineWidth', value: 0 },
              { id: 'custom.fillBelowTo', value: 'lower ' },
              { id: 'custom.fillOpacity', value: 15 },
              { id: 'custom.hideFrom', value: { legend: true, tooltip: false, viz: false } },
            ])
            .overrideByRegexp('/^expected/', [{ id: 'custom.lineStyle', value: { fill: 'dash', dash: [6, 6] } }]),
          lines({
            title: 'Score',
            description: 'The highest score of each interval. 1 and more is anomalous, whatever the detector.',
            width: 24,
            height: 6,
            metric: 'hw.status',
            queries: [
              new InfluxQlQuery(`SELECT max("score") AS "score" ${chosen} ${overTime}`, {
                alias: '$col $tag_component',
              }),
            ],
            limits: { critical: 1 },
            decimals: 2,
          }),
        ],
      },
      {
        title: 'History',
        panels: [
          bars({
            title: 'Most alerted assets',
            description: 'Alerts that started in the time range. An asset that leads for days wants a repair.',
            width: 6,
            height: 12,
            metric: 'plenum.alerts.firing',
            queries: [alerts.mostAlerted()],
          }).reduceOptions(new common.ReduceDataOptionsBuilder().values(true).calcs([]).fields('alerts')),
          asAlertTable(
            rows({
              title: 'Alerts in the time range',
              description: 'Newest first, open and resolved.',
              width: 18,
              height: 12,
              queries: [alerts.history()],
            }),
          ),
        ],
      },
    ],
    annotations: [
      new AnnotationQueryBuilder()
        .name('Alerts of the series')
        .datasource(alerts.dataSource)
        .enable(true)
        .iconColor('red')
        .target(alerts.annotations()),
    ],
  });
}
