import { allPages } from '../api/all-pages.js';
import { getAssets, getSeries } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import { Field } from '../ui/field.js';
import { Loading, Problem } from '../ui/notice.js';

interface AssetFieldProps {
  readonly kinds: readonly string[];
  readonly value: string;
  readonly onChange: (asset: string) => void;
}

/** The simulated assets that a fault can strike, by kind. */
export function AssetField({ kinds, value, onChange }: AssetFieldProps) {
  const assets = useResource(`assets of ${kinds.join(' ')}`, (signal) =>
    Promise.all(kinds.map((kind) => allPages((page) => getAssets({ kind, ...page }, signal)))),
  );
  if (assets.problem) return <Problem problem={assets.problem} onRetry={assets.reload} />;
  if (!assets.data) return <Loading what="assets" />;
  return (
    <Field label="Asset">
      <select required value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="" disabled>
          choose …
        </option>
        {assets.data.map((ofKind, index) => (
          <optgroup key={kinds[index]} label={kinds[index] ?? ''}>
            {ofKind
              .filter((asset) => asset.simulated)
              .map((asset) => (
                <option key={asset.id} value={asset.id}>
                  {asset.id}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </Field>
  );
}

interface MetricFieldProps {
  readonly asset: string;
  readonly value: string;
  readonly onChange: (metric: string) => void;
}

/** Which of the asset's sensors a sensor fault strikes. */
export function MetricField({ asset, value, onChange }: MetricFieldProps) {
  const series = useResource(`sensors of ${asset}`, (signal) => getSeries({ asset, limit: 1000 }, signal));
  const titles = new Map(series.data?.items.map(({ metric, title }) => [metric, title]));
  return (
    <Field label="Sensor">
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">its main one</option>
        {[...titles].map(([metric, title]) => (
          <option key={metric} value={metric}>
            {title}
          </option>
        ))}
      </select>
    </Field>
  );
}
