import { ashrae } from '../floor/temperature-scale.js';
import { formatQuantity } from '../format/quantity.js';
import { worstSeverity } from '../alerts/severity.js';
import { seriesHref } from '../router/route.js';
import { useSite } from '../site/site-context.js';
import type { Vital } from '../site/site-context.js';

/** The site in five numbers; each leads to its series. */
export function VitalStrip() {
  const { itPower, pue, outdoor, hottestInlet, openIncidents, openAlerts } = useSite();
  const worst = worstSeverity(openIncidents) === 'critical' ? 'is-critical' : 'is-warning';
  return (
    <ul className="vitals">
      <VitalNumber title="IT power" vital={itPower} />
      <VitalNumber title="PUE" vital={pue} />
      <VitalNumber title="Outdoor" vital={outdoor} />
      <VitalNumber
        title="Hottest inlet"
        vital={hottestInlet}
        detail={hottestInlet?.series.assetId}
        criticalAbove={ashrae.allowableHigh}
      />
      <li>
        <a href="#/incidents" className={openIncidents.length > 0 ? worst : undefined}>
          <span className="vital-title">Open incidents</span>
          <span className="vital-value">{openIncidents.length}</span>
          {openAlerts.length > 0 && <span className="vital-detail">{openAlerts.length} alerts</span>}
        </a>
      </li>
    </ul>
  );
}

interface VitalNumberProps {
  readonly title: string;
  readonly vital: Vital | undefined;
  readonly detail?: string | undefined;
  /** In the unit of the series. */
  readonly criticalAbove?: number;
}

function VitalNumber({ title, vital, detail, criticalAbove = Infinity }: VitalNumberProps) {
  const content = (
    <>
      <span className="vital-title">{title}</span>
      <span className="vital-value">{vital ? formatQuantity(vital.latest?.value, vital.series) : '–'}</span>
      {detail !== undefined && <span className="vital-detail">{detail}</span>}
    </>
  );
  const { value = -Infinity, score = 0 } = vital?.latest ?? {};
  const level = value > criticalAbove ? 'is-critical' : (score ?? 0) >= 1 ? 'is-warning' : undefined;
  return (
    <li>
      {vital ? (
        <a href={seriesHref(vital.series.id)} className={level}>
          {content}
        </a>
      ) : (
        <span>{content}</span>
      )}
    </li>
  );
}
