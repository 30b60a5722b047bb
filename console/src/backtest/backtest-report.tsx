import type { BacktestReportOut } from '../../../src/http/backtests/backtests.schema.js';
import { countText, formatCount, formatScore } from '../format/quantity.js';
import { Instant } from '../format/time-zone.js';
import { seriesHref } from '../router/route.js';
import { SeverityBadge, SimulatedBadge } from '../ui/badges.js';
import { CountsTable } from './counts-table.js';

const alertsShown = 200;

/** What a proposal would have raised: counts, then each alert that changes or stays. */
export function BacktestReport({ report }: { report: BacktestReportOut }) {
  const { series, points, oldestPointAt, totals, weeks, byRule, byAsset, alerts, notListed } = report;
  const missing = Math.max(0, alerts.length - alertsShown) + notListed;
  return (
    <>
      <p>
        The proposal raises {countText(totals.proposed, 'alert')}, the present settings {formatCount(totals.present)}:{' '}
        {formatCount(totals.new)} new, {formatCount(totals.vanished)} vanish.
      </p>
      <p className="muted">
        {formatCount(points)} points of {formatCount(series)} series
        {oldestPointAt !== null && (
          <>
            , from <Instant at={oldestPointAt} /> on
          </>
        )}
      </p>
      <CountsTable
        title="Week from"
        rows={weeks.map(({ startsAt, ...counts }) => ({ key: startsAt.slice(0, 10), ...counts }))}
      />
      <CountsTable title="Rule" rows={byRule} />
      <CountsTable title="Asset" rows={byAsset.slice(0, 10)} />
      <div className="scroll">
        <table className="alerts">
          <thead>
            <tr>
              <th scope="col">Change</th>
              <th scope="col">Severity</th>
              <th scope="col">What</th>
              <th scope="col" className="right">
                Fired
              </th>
              <th scope="col" className="right">
                Peak score
              </th>
              <th scope="col">Rule</th>
            </tr>
          </thead>
          <tbody>
            {alerts.slice(0, alertsShown).map((alert) => (
              <tr key={`${alert.change} ${alert.seriesId} ${alert.startsAt}`}>
                <td>{alert.change}</td>
                <td>
                  <SeverityBadge severity={alert.severity} />
                </td>
                <td className="wide">
                  <a href={seriesHref(alert.seriesId)}>{alert.summary}</a> <SimulatedBadge when={alert.simulated} />
                </td>
                <td className="number">
                  <Instant at={alert.firedAt} />
                </td>
                <td className="number">{formatScore(alert.peakScore)}</td>
                <td>{alert.rule ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {missing > 0 && <p className="muted">and {formatCount(missing)} more</p>}
    </>
  );
}
