import { useApiKey } from './api/api-key.js';
import { AlertsView } from './alerts/alerts-view.js';
import { AssetView } from './asset/asset-view.js';
import { BacktestView } from './backtest/backtest-view.js';
import { DetectorsView } from './detectors/detectors-view.js';
import { DevicesView } from './devices/devices-view.js';
import { FloorView } from './floor/floor-view.js';
import { TimeZoneProvider } from './format/time-zone.js';
import { IncidentView } from './incidents/incident-view.js';
import { IncidentsView } from './incidents/incidents-view.js';
import { IntakeView } from './intake/intake-view.js';
import { LiveProvider } from './live/live-context.js';
import type { Route } from './router/route.js';
import { useRoute } from './router/use-route.js';
import { QuietView } from './quiet/quiet-view.js';
import { SeriesView } from './series/series-view.js';
import { SiteProvider } from './site/site-context.js';
import { Shell } from './shell/shell.js';
import { TwinView } from './twin/twin-view.js';
import { KeyForm } from './ui/key-form.js';
import { Empty } from './ui/notice.js';

/** The console. A new API key starts it afresh, so that everything is asked for again. */
export function App() {
  const { secret, needed } = useApiKey();
  if (needed) return <KeyForm />;
  return (
    <TimeZoneProvider key={secret}>
      <LiveProvider>
        <SiteProvider>
          <Place />
        </SiteProvider>
      </LiveProvider>
    </TimeZoneProvider>
  );
}

function Place() {
  const route = useRoute();
  return (
    <Shell route={route}>
      <View route={route} />
    </Shell>
  );
}

function View({ route }: { route: Route }) {
  switch (route.view) {
    case 'floor':
      return <FloorView room={route.room} />;
    case 'incidents':
      return <IncidentsView />;
    case 'incident':
      return <IncidentView key={route.id} id={route.id} />;
    case 'alerts':
      return <AlertsView />;
    case 'quiet':
      return <QuietView />;
    case 'asset':
      return <AssetView key={route.id} id={route.id} />;
    case 'series':
      return <SeriesView key={route.id} id={route.id} />;
    case 'intake':
      return <IntakeView />;
    case 'twin':
      return <TwinView />;
    case 'detectors':
      return <DetectorsView />;
    case 'backtest':
      return <BacktestView />;
    case 'devices':
      return <DevicesView />;
    case 'unknown':
      return (
        <Empty>
          There is no such page. Go to the <a href="#/floor">floor</a>.
        </Empty>
      );
  }
}
