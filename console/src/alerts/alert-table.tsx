import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { acknowledgeAlert } from '../api/endpoints.js';
import { FeedbackButton } from '../feedback/feedback-button.js';
import { VerdictBadge } from '../feedback/verdict-badge.js';
import { formatDuration } from '../format/duration.js';
import { formatScore } from '../format/quantity.js';
import { Instant } from '../format/time-zone.js';
import { QuietBadge } from '../quiet/quiet-badge.js';
import { SilenceButton } from '../quiet/silence-button.js';
import { seriesHref } from '../router/route.js';
import { AssetName } from '../site/asset-name.js';
import { useNow } from '../site/use-now.js';
import { SeverityBadge, SimulatedBadge } from '../ui/badges.js';
import { AlertWhy } from '../why/alert-why.js';
import { Acknowledgement } from './acknowledgement.js';
import { IncidentLink } from './incident-link.js';
import { isOfSite } from './is-of-site.js';
import { silenceOfAlert } from './silence-of-alert.js';

interface AlertTableProps {
  readonly alerts: readonly AlertOut[];
  /** Leaves out the column of assets: the summaries name them. What is simulated is then marked there. */
  readonly isOfOnePlace?: boolean;
  /** Leaves out the way to their incident, whose page it is. */
  readonly isOfOneIncident?: boolean;
  readonly onChanged: () => void;
}

export function AlertTable({ alerts, isOfOnePlace = false, isOfOneIncident = false, onChanged }: AlertTableProps) {
  const now = useNow();
  return (
    <div className="scroll">
      <table className="alerts">
        <thead>
          <tr>
            <th scope="col">Severity</th>
            <th scope="col">What</th>
            {!isOfOnePlace && <th scope="col">Asset</th>}
            <th scope="col" className="right">
              Since
            </th>
            <th scope="col" className="right">
              Duration
            </th>
            <th scope="col" className="right">
              Peak score
            </th>
            <th scope="col">Acknowledged</th>
            <th scope="col">
              <span className="hidden">More</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {alerts.map((alert) => (
            <tr key={alert.id} className={alert.state === 'firing' ? `alert-${alert.severity}` : undefined}>
              <td>
                <SeverityBadge severity={alert.severity} />
              </td>
              <td className="wide">
                {isOfSite(alert) ? <a href={seriesHref(alert.seriesId)}>{alert.summary}</a> : alert.summary}{' '}
                <SimulatedBadge when={alert.simulated && isOfOnePlace} /> <QuietBadge alert={alert} />{' '}
                <VerdictBadge verdict={alert.verdict} /> {!isOfOneIncident && <IncidentLink alert={alert} />}{' '}
                {isOfSite(alert) && <AlertWhy id={alert.id} summary={alert.summary} />}
              </td>
              {!isOfOnePlace && (
                <td>
                  <AssetName id={alert.assetId} isOfSite={isOfSite(alert)} /> <SimulatedBadge when={alert.simulated} />
                </td>
              )}
              <td className="number" data-label="Since">
                <Instant at={alert.startsAt} />
              </td>
              <td className="number" data-label="Duration">
                {formatDuration(endOf(alert, now) - Date.parse(alert.startsAt))}
              </td>
              <td className="number" data-label="Peak score">
                {formatScore(alert.peakScore)}
              </td>
              <td>
                <Acknowledgement
                  of={alert}
                  what={alert.summary}
                  isOver={alert.state === 'resolved'}
                  acknowledge={() => acknowledgeAlert(alert.id)}
                  onChanged={onChanged}
                />
              </td>
              <td className="alert-more">
                {isOfSite(alert) && (
                  <FeedbackButton on="alerts" id={alert.id} what={alert.summary} onChanged={onChanged} />
                )}
                {alert.state === 'firing' && (
                  <SilenceButton label="Silence" what={alert.summary} matchers={silenceOfAlert(alert)} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function endOf(alert: AlertOut, now: (simulated: boolean) => number): number {
  return alert.resolvedAt === null ? now(alert.simulated) : Date.parse(alert.resolvedAt);
}
