import { useState } from 'react';
import type { AdoptIn, AssetOut } from '../../../src/http/assets/assets.schema.js';
import { adoptAsset } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';
import { assetHref } from '../router/route.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { Problem } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';

const kinds = ['server', 'gpu', 'pdu', 'ups', 'crah', 'chiller', 'tower', 'host'];
const ways = ['place in the site', 'other name of an asset'] as const;

/** What to do with a device that telemetry speaks of and the site model lacks. */
export function AdoptForm({ asset, onChanged }: { asset: AssetOut; onChanged: () => void }) {
  const [way, setWay] = useState<(typeof ways)[number]>(ways[0]);
  const [kind, setKind] = useState(kinds.includes(asset.kind) ? asset.kind : 'server');
  const [target, setTarget] = useState('');
  const { busy, problem, run } = useAction(async (decision: AdoptIn) => {
    await adoptAsset(asset.id, decision);
    if (decision.as === 'alias') location.hash = assetHref(decision.of);
    else onChanged();
  });
  const isPlaced = way === ways[0];

  return (
    <Panel title="Adopt this device">
      <p className="notice">Its telemetry is stored and scored already. Adopting it gives it a place in the site.</p>
      <form
        className="form-row"
        onSubmit={(event) => {
          event.preventDefault();
          run(isPlaced ? { as: 'asset', kind, parentId: target.trim() } : { as: 'alias', of: target.trim() });
        }}
      >
        <Choice label="How to adopt" options={ways} value={way} onChange={setWay} />
        {isPlaced && (
          <Field label="Kind">
            <select value={kind} onChange={(event) => setKind(event.target.value)}>
              {kinds.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </Field>
        )}
        <Field label={isPlaced ? 'Inside asset' : 'Same as asset'}>
          <input required placeholder="asset id" value={target} onChange={(event) => setTarget(event.target.value)} />
        </Field>
        <button type="submit" className="primary" disabled={busy}>
          Adopt
        </button>
      </form>
      <Problem problem={problem} />
    </Panel>
  );
}
