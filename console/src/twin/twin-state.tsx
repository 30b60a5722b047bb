import type { TwinOut } from '../../../src/http/twin/twin.schema.js';
import { formatDuration } from '../format/duration.js';
import { formatQuantity } from '../format/quantity.js';
import { Instant } from '../format/time-zone.js';
import { Facts } from '../ui/facts.js';
import { Panel } from '../ui/panel.js';
import { TwinSpeed } from './twin-speed.js';

const watts = { unit: 'W', metric: '' };
const celsius = { unit: 'Cel', metric: '' };

/** What the twin simulates at the moment. */
export function TwinState({ twin, onChanged }: { twin: TwinOut; onChanged: () => void }) {
  const { summary, backfill } = twin;
  const history = formatDuration(backfill.toMs - backfill.fromMs);
  return (
    <Panel title="State" aside={<TwinSpeed speed={twin.speed} onChanged={onChanged} />}>
      {!backfill.done && (
        <div className="backfill">
          <label>
            Simulating {history} of history, so that there is something to learn from
            <progress value={backfill.fraction} max={1} />
          </label>
          <span className="number">{(backfill.fraction * 100).toFixed(0)} %</span>
        </div>
      )}
      <Facts
        facts={[
          ['Simulated time', <Instant key="now" at={twin.now} />],
          ['Site', twin.site],
          ['Seed', twin.seed],
          ['Step', formatDuration(twin.stepSeconds * 1000)],
          ['IT power', formatQuantity(summary.itPowerW, watts)],
          ['Cooling power', formatQuantity(summary.coolingPowerW, watts)],
          ['Losses', formatQuantity(summary.lossesW, watts)],
          ['PUE', summary.pue.toFixed(3)],
          ['Outdoor', formatQuantity(summary.outdoorC, celsius)],
          ['Hottest inlet', formatQuantity(summary.hottestInletC, celsius)],
        ]}
      />
    </Panel>
  );
}
