import { useState } from 'react';
import type { MaintenanceOut } from '../../../src/http/quiet/maintenance.schema.js';
import type { SilenceOut } from '../../../src/http/quiet/silences.schema.js';
import { endMaintenance, endSilence, getMaintenance, getSilences } from '../api/endpoints.js';
import type { Page } from '../api/endpoints.js';
import { usePages } from '../api/use-pages.js';
import { useLive } from '../live/live-context.js';
import { Choice } from '../ui/choice.js';
import { Panel } from '../ui/panel.js';
import { useRepeat } from '../ui/use-repeat.js';
import { MaintenanceButton } from './maintenance-button.js';
import { maintenanceText } from './maintenance-text.js';
import { matchersText } from './matchers-text.js';
import { QuietTable } from './quiet-table.js';
import { SilenceButton } from './silence-button.js';

const shown = ['current', 'expired'] as const;
/** States change by the clock, without an event. */
const lookAgainMs = 15_000;

/** When nobody is told of what: silences and maintenance windows, those in effect or to come, or those that are over. */
export function QuietView() {
  const [which, setWhich] = useState<(typeof shown)[number]>('current');
  const query = { expired: String(which === 'expired'), limit: 50 };
  const silences = usePages<SilenceOut, Page<SilenceOut>>(`silences ${which}`, (cursor, signal) =>
    getSilences({ ...query, cursor }, signal),
  );
  const maintenance = usePages<MaintenanceOut, Page<MaintenanceOut>>(`maintenance ${which}`, (cursor, signal) =>
    getMaintenance({ ...query, cursor }, signal),
  );
  const reload = () => {
    silences.first.reload();
    maintenance.first.reload();
  };
  useRepeat(lookAgainMs, reload);
  useLive({ onQuiet: reload, onConnected: reload });
  /** What is new is current: it must not hide behind a list of what is over. */
  const showCurrent = (pages: { readonly first: { readonly reload: () => void } }) => () => {
    setWhich('current');
    pages.first.reload();
  };
  return (
    <>
      <div className="view-head">
        <h1>Quiet times</h1>
        <Choice label="Which" options={shown} value={which} onChange={setWhich} />
      </div>
      <Panel
        title="Silences"
        aside={<SilenceButton label="New silence" what="any alerts" matchers={{}} onCreated={showCurrent(silences)} />}
      >
        <QuietTable
          what="silences"
          pages={silences}
          covers={({ matchers }) => matchersText(matchers)}
          end={endSilence}
          empty={
            which === 'current'
              ? 'No alert is silenced. Of alerts that are known already, nobody needs to be told: silence them here, or on their incident.'
              : 'No silence is over yet.'
          }
        />
      </Panel>
      <Panel title="Maintenance" aside={<MaintenanceButton onCreated={showCurrent(maintenance)} />}>
        <QuietTable
          what="maintenance"
          pages={maintenance}
          covers={maintenanceText}
          end={endMaintenance}
          empty={
            which === 'current'
              ? 'No maintenance is planned. While it lasts, nobody is told of alerts of what is worked on, and nothing is learned from it.'
              : 'No maintenance is over yet.'
          }
        />
      </Panel>
    </>
  );
}
