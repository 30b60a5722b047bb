import type { Route } from '../router/route.js';
import { AlertCount } from '../ui/badges.js';
import { useSite } from '../site/site-context.js';

const places = [
  { view: 'floor', href: '#/floor', title: 'Floor' },
  { view: 'alerts', href: '#/alerts', title: 'Alerts' },
  { view: 'devices', href: '#/devices', title: 'Devices' },
  { view: 'intake', href: '#/intake', title: 'Intake' },
  { view: 'backtest', href: '#/backtest', title: 'Backtest' },
  { view: 'twin', href: '#/twin', title: 'Twin' },
] as const;

export function Navigation({ route }: { route: Route }) {
  const open = useSite().openAlerts.length;
  return (
    <nav aria-label="Main">
      {places.map(({ view, href, title }) => (
        <a key={view} href={href} aria-current={route.view === view ? 'page' : undefined}>
          {title}
          {view === 'alerts' && <AlertCount count={open} />}
        </a>
      ))}
    </nav>
  );
}
