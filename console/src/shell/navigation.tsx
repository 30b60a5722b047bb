import type { Route } from '../router/route.js';
import { worstSeverity } from '../alerts/severity.js';
import { OpenCount } from '../ui/badges.js';
import { useSite } from '../site/site-context.js';

const places = [
  { view: 'floor', href: '#/floor', title: 'Floor' },
  { view: 'incidents', href: '#/incidents', title: 'Incidents' },
  { view: 'alerts', href: '#/alerts', title: 'Alerts' },
  { view: 'quiet', href: '#/quiet', title: 'Quiet times' },
  { view: 'devices', href: '#/devices', title: 'Devices' },
  { view: 'intake', href: '#/intake', title: 'Intake' },
  { view: 'detectors', href: '#/detectors', title: 'Detectors' },
  { view: 'backtest', href: '#/backtest', title: 'Backtest' },
  { view: 'twin', href: '#/twin', title: 'Twin' },
] as const;

export function Navigation({ route }: { route: Route }) {
  const open = useSite().openIncidents;
  return (
    <nav aria-label="Main">
      {places.map(({ view, href, title }) => (
        <a key={view} href={href} aria-current={isAt(route, view) ? 'page' : undefined}>
          {title}
          {view === 'incidents' && <OpenCount count={open.length} of="incidents" worst={worstSeverity(open)} />}
        </a>
      ))}
    </nav>
  );
}

/** One incident stands inside their list. */
function isAt(route: Route, view: Route['view']): boolean {
  return route.view === view || (route.view === 'incident' && view === 'incidents');
}
