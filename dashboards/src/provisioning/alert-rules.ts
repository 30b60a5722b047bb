import * as alerting from '@grafana/grafana-foundation-sdk/alerting';
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { AlertQueries } from '../queries/alert-queries.js';
import { telemetry } from '../queries/data-sources.js';
import { InfluxQlQuery } from '../queries/influxql-query.js';

/** A rule: the newest value of a query against a limit. */
interface Rule {
  readonly uid: string;
  readonly title: string;
  readonly summary: string;
  readonly severity: 'warning' | 'critical';
  readonly dataSourceUid: string;
  readonly query: Builder<Dataquery>;
  readonly limit: readonly ['gt' | 'lt', number];
  readonly for: string;
  /** What no data means: a count of nothing is none, silence of telemetry is trouble. */
  readonly noData: 'OK' | 'Alerting';
}

const rangeSeconds = 600;
const ofTheLastMinutes = (metric: string, by: 'max' | 'last') =>
  new InfluxQlQuery(`SELECT ${by}("value") FROM "${metric}" WHERE $timeFilter GROUP BY "asset"`, {
    alias: '$tag_asset',
  });

/**
 * Rules that Grafana evaluates: Plenum's open alerts handed on to whom Grafana tells, and that Plenum itself keeps up
 * and receives anything at all, which Plenum cannot tell when it stands still.
 */
export function alertRules(alerts: AlertQueries): object {
  const rules: readonly Rule[] = [
    {
      uid: 'plenum-open-critical',
      title: 'Critical anomaly',
      summary: 'Plenum has open critical alerts; the dashboard Anomaly alerts lists them.',
      severity: 'critical',
      dataSourceUid: alerts.dataSource.uid ?? '',
      query: alerts.openCount('critical'),
      limit: ['gt', 0],
      for: '0s',
      noData: 'OK',
    },
    {
      uid: 'plenum-hot-inlet',
      title: 'Rack inlet above the allowable range',
      summary: 'A rack draws in air above 32 °C (ASHRAE A1).',
      severity: 'critical',
      dataSourceUid: telemetry.uid ?? '',
      query: ofTheLastMinutes('dc.rack.inlet_temperature', 'max'),
      limit: ['gt', 32],
      for: '2m',
      noData: 'OK',
    },
    {
      uid: 'plenum-lag',
      title: 'Plenum does not keep up',
      summary: 'More than five million points wait on the bus.',
      severity: 'warning',
      dataSourceUid: telemetry.uid ?? '',
      query: ofTheLastMinutes('plenum.bus.lag', 'last'),
      limit: ['gt', 5_000_000],
      for: '10m',
      noData: 'OK',
    },
    {
      uid: 'plenum-silent',
      title: 'Plenum says nothing of itself',
      summary: 'No metrics of Plenum for ten minutes: it stands still, or its store does.',
      severity: 'critical',
      dataSourceUid: telemetry.uid ?? '',
      query: ofTheLastMinutes('plenum.series', 'last'),
      limit: ['lt', 1],
      for: '0s',
      noData: 'Alerting',
    },
  ];
  return {
    apiVersion: 1,
    groups: [{ orgId: 1, name: 'plenum', folder: 'Plenum', interval: '1m', rules: rules.map(built) }],
  };
}

function built(rule: Rule): object {
  const {
    ruleGroup: _group,
    folderUID: _folder,
    orgID: _org,
    ...known
  } = new alerting.RuleBuilder(rule.title)
    .uid(rule.uid)
    .condition('C')
    .queries([
      new alerting.QueryBuilder('A')
        .datasourceUid(rule.dataSourceUid)
        .relativeTimeRange({ from: rangeSeconds, to: 0 })
        .model(rule.query),
      expression('B', { type: 'reduce', expression: 'A', reducer: 'last' }),
      expression('C', {
        type: 'threshold',
        expression: 'B',
        conditions: [{ evaluator: { type: rule.limit[0], params: [rule.limit[1]] } }],
      }),
    ])
    .forDuration(rule.for)
    .noDataState(rule.noData)
    .execErrState('Error')
    .labels({ severity: rule.severity, service: 'plenum' })
    .annotations({ summary: rule.summary, __dashboardUid__: 'plenum-anomaly-alerts' })
    .build();
  return known;
}

function expression(refId: string, model: Readonly<Record<string, unknown>>): alerting.QueryBuilder {
  const query = { refId, ...model, _implementsDataqueryVariant: () => undefined } as unknown as Dataquery;
  return new alerting.QueryBuilder(refId)
    .datasourceUid('__expr__')
    .relativeTimeRange({ from: 0, to: 0 })
    .model({ build: () => query });
}
