import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { Route } from '../router/route.js';
import { useSite } from '../site/site-context.js';
import { SimulatedBadge } from '../ui/badges.js';
import { ConnectionState } from './connection-state.js';
import { Navigation } from './navigation.js';
import { StaleBanner } from './stale-banner.js';
import { VitalStrip } from './vital-strip.js';
import { ZoneToggle } from './zone-toggle.js';

/** What frames every view: name, navigation, the site's vital numbers, connection and time zone. */
export function Shell({ route, children }: { route: Route; children: ReactNode }) {
  const { name, simulated, openIncidents } = useSite();
  const alarm = openIncidents.length > 0 ? `(${openIncidents.length}) ` : '';
  useEffect(() => {
    document.title = `${alarm}${name === '' ? 'Plenum' : `${name} · Plenum`}`;
  }, [alarm, name]);

  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={skipToMain}>
        Skip to content
      </a>
      <header className="shell-head">
        <div className="shell-bar">
          <a className="brand" href="#/floor">
            Plenum
          </a>
          <Navigation route={route} />
          <div className="shell-state">
            <ZoneToggle />
            <ConnectionState />
          </div>
        </div>
        <div className="site-strip">
          <span className="site-name">
            {name} <SimulatedBadge when={simulated} />
          </span>
          <VitalStrip />
        </div>
        <StaleBanner />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

/** By script, since the hash is the router's. */
function skipToMain(event: { preventDefault: () => void }) {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
