import type { ReactNode } from 'react';
import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import type { Severity } from '../alerts/severity.js';
import { formatDuration } from '../format/duration.js';
import { countText, formatQuantity } from '../format/quantity.js';
import { Instant } from '../format/time-zone.js';
import { assetHref } from '../router/route.js';
import { useNow } from '../site/use-now.js';
import { durationOf } from './incident-duration.js';
import { limitLevel, timeToLimitText } from './limit-text.js';
import { redundancyText } from './redundancy-text.js';

/** The incident in a few large words: state, how long, what is left, how hot, until when. */
export function IncidentTiles({ incident }: { incident: IncidentDetailOut }) {
  const now = useNow();
  const isOpen = incident.state === 'open';
  const hottest = isOpen ? incident.timeToLimit[0] : undefined;
  return (
    <dl className="tiles">
      <Tile
        title="State"
        value={incident.state}
        detail={
          <>
            since <Instant at={incident.startsAt} />
          </>
        }
        level={isOpen ? incident.severity : undefined}
      />
      <Tile
        title={isOpen ? 'For' : 'Lasted'}
        value={formatDuration(durationOf(incident, now))}
        detail={
          incident.resolvedAt !== null && (
            <>
              until <Instant at={incident.resolvedAt} />
            </>
          )
        }
      />
      {incident.redundancy.map(redundancyText).map(({ verdict, detail, level }) => (
        <Tile key={detail} title="Redundancy" value={verdict} detail={detail} level={isOpen ? level : undefined} />
      ))}
      {hottest && (
        <Tile
          title="Hottest inlet"
          value={formatQuantity(hottest.nowC, { unit: 'Cel', metric: '' })}
          detail={
            <>
              <a href={assetHref(hottest.assetId)}>{hottest.assetId}</a>, {slopeText(hottest.slopeKPerMin)}
            </>
          }
        />
      )}
      {isOpen &&
        incident.timeToLimit.map((limit) => (
          <Tile
            key={limit.limitC}
            title={`${limit.limitC} °C`}
            value={timeToLimitText(limit)}
            detail={limit.limitName}
            level={limitLevel(limit)}
          />
        ))}
      <Tile
        title="Affected"
        value={countText(incident.assets.length, 'asset')}
        detail={countText(incident.alerts, 'alert')}
      />
    </dl>
  );
}

interface TileProps {
  readonly title: string;
  readonly value: string;
  readonly detail: ReactNode;
  readonly level?: Severity | undefined;
}

function Tile({ title, value, detail, level }: TileProps) {
  return (
    <div className="tile">
      <dt>{title}</dt>
      <dd className={level === undefined ? 'tile-value' : `tile-value level-${level}`}>{value}</dd>
      <dd className="muted">{detail}</dd>
    </div>
  );
}

/** `rising 0.65 K/min` */
function slopeText(slopeKPerMin: number): string {
  if (slopeKPerMin === 0) return 'steady';
  return `${slopeKPerMin > 0 ? 'rising' : 'falling'} ${Math.abs(slopeKPerMin).toFixed(2)} K/min`;
}
