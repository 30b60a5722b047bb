import { useState } from 'react';
import type { BacktestWish } from '../api/endpoints.js';
import { listOf } from '../format/list.js';
import { Field } from '../ui/field.js';

const example =
  'rules:\n  - match: { metric: dc.rack.inlet_temperature }\n    set: { warningAbove: 27, criticalAbove: 32 }\n';

interface BacktestFormProps {
  readonly busy: boolean;
  readonly onStart: (wish: BacktestWish) => void;
}

/** What to try, on which series, and how far back. */
export function BacktestForm({ busy, onStart }: BacktestFormProps) {
  const [settings, setSettings] = useState(example);
  const [mode, setMode] = useState<'add' | 'replace'>('add');
  const [asset, setAsset] = useState('');
  const [metric, setMetric] = useState('');
  const [days, setDays] = useState('7');
  return (
    <form
      className="backtest-form"
      onSubmit={(event) => {
        event.preventDefault();
        const select = { ...condition('asset', asset), ...condition('metric', metric) };
        onStart({ settings, mode, select, days: Number(days) });
      }}
    >
      <Field label="Settings" hint="Written as in the file of detection settings; limits in the unit of the metric.">
        <textarea rows={8} spellCheck={false} value={settings} onChange={(event) => setSettings(event.target.value)} />
      </Field>
      <div className="form-row">
        <Field label="Rules">
          <select value={mode} onChange={(event) => setMode(event.target.value === 'add' ? 'add' : 'replace')}>
            <option value="add">added to those in force</option>
            <option value="replace">instead of those in force</option>
          </select>
        </Field>
        <Field label="Assets">
          <input
            placeholder="all, or such as hall-1-*"
            value={asset}
            onChange={(event) => setAsset(event.target.value)}
          />
        </Field>
        <Field label="Metrics">
          <input
            placeholder="all, or such as dc.rack.*"
            value={metric}
            onChange={(event) => setMetric(event.target.value)}
          />
        </Field>
        <Field label="Days back">
          <input
            type="number"
            min={0.01}
            max={92}
            step="any"
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        </Field>
        <button type="submit" className="primary" disabled={busy}>
          Try it
        </button>
      </div>
    </form>
  );
}

function condition(name: 'asset' | 'metric', text: string): { readonly [name: string]: string[] } {
  const names = listOf(text);
  return names.length === 0 ? {} : { [name]: names };
}
