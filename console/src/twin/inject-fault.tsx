import { useState } from 'react';
import type { FaultIn, TwinOut } from '../../../src/http/twin/twin.schema.js';
import { injectFault } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';
import { Field } from '../ui/field.js';
import { Problem } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { AssetField, MetricField } from './fault-target.js';

type FaultKind = TwinOut['faultKinds'][number];

/** Puts a fault into the twin, to see what Plenum makes of it. */
export function InjectFault({ kinds, onChanged }: { kinds: readonly FaultKind[]; onChanged: () => void }) {
  const [chosen, setChosen] = useState(kinds[0]?.kind);
  const kind = kinds.find((one) => one.kind === chosen);
  return (
    <Panel title="Inject a fault">
      <div className="inject">
        <fieldset className="fault-kinds">
          <legend>Kind</legend>
          {kinds.map((one) => (
            <label key={one.kind}>
              <input
                type="radio"
                name="fault-kind"
                value={one.kind}
                checked={one.kind === chosen}
                onChange={() => setChosen(one.kind)}
              />
              <span>
                <strong>{one.title}</strong>
                <span className="muted">{one.description}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {kind && <FaultForm key={kind.kind} kind={kind} onChanged={onChanged} />}
      </div>
    </Panel>
  );
}

function FaultForm({ kind, onChanged }: { kind: FaultKind; onChanged: () => void }) {
  const [asset, setAsset] = useState('');
  const [metric, setMetric] = useState('');
  const [magnitude, setMagnitude] = useState(kind.magnitude ? String(kind.magnitude.default) : '');
  const [minutes, setMinutes] = useState('');
  const { busy, problem, run } = useAction(async (fault: FaultIn) => {
    await injectFault(fault);
    onChanged();
  });

  return (
    <form
      className="fault-form"
      onSubmit={(event) => {
        event.preventDefault();
        run({
          kind: kind.kind,
          asset,
          ...(metric === '' ? {} : { metric }),
          ...(magnitude === '' ? {} : { magnitude: Number(magnitude) }),
          ...(minutes === '' ? {} : { durationSeconds: Number(minutes) * 60 }),
        });
      }}
    >
      <AssetField kinds={kind.assetKinds} value={asset} onChange={setAsset} />
      {kind.kind.startsWith('sensor-') && asset !== '' && (
        <MetricField key={asset} asset={asset} value={metric} onChange={setMetric} />
      )}
      {kind.magnitude && (
        <Field
          label={kind.magnitude.unit === '1' ? 'Magnitude' : `Magnitude (${kind.magnitude.unit})`}
          hint={`${kind.magnitude.min} to ${kind.magnitude.max}`}
        >
          <input
            type="number"
            step="any"
            min={kind.magnitude.min}
            max={kind.magnitude.max}
            value={magnitude}
            onChange={(event) => setMagnitude(event.target.value)}
          />
        </Field>
      )}
      <Field label="Duration (simulated minutes)" hint="empty: until cleared">
        <input
          type="number"
          step="any"
          min={0.1}
          value={minutes}
          onChange={(event) => setMinutes(event.target.value)}
        />
      </Field>
      <button type="submit" className="primary" disabled={busy || asset === ''}>
        Inject
      </button>
      <Problem problem={problem} />
    </form>
  );
}
