import { useState } from 'react';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { severities } from './severity.js';
import { Choice } from '../ui/choice.js';

export interface AlertFilterValue {
  readonly severity: AlertOut['severity'] | undefined;
  readonly asset: string | undefined;
}

export const noFilter: AlertFilterValue = { severity: undefined, asset: undefined };
const choices = ['all', ...severities] as const;

interface AlertFilterProps {
  readonly value: AlertFilterValue;
  readonly onChange: (value: AlertFilterValue) => void;
}

export function AlertFilter({ value, onChange }: AlertFilterProps) {
  const [asset, setAsset] = useState(value.asset ?? '');
  return (
    <form
      className="filter"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ ...value, asset: asset.trim() === '' ? undefined : asset.trim() });
      }}
    >
      <Choice
        label="Severity"
        options={choices}
        value={value.severity ?? 'all'}
        onChange={(severity) => onChange({ ...value, severity: severity === 'all' ? undefined : severity })}
      />
      <input
        type="search"
        aria-label="Asset, rack or room"
        placeholder="asset, rack or room"
        value={asset}
        onChange={(event) => {
          setAsset(event.target.value);
          if (event.target.value === '') onChange({ ...value, asset: undefined });
        }}
      />
      <button type="submit">Filter</button>
    </form>
  );
}
