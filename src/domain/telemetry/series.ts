/** What a series is: one metric of one asset (and component, such as a fan or a phase), in an SI unit. */
export interface SeriesIdentity {
  readonly assetId: string;
  readonly metric: string;
  /** Part of the asset the metric belongs to (`fan-1`, `phase-a`, `gpu-0`); empty for the whole asset. */
  readonly component: string;
}

export interface SeriesDescriptor extends SeriesIdentity {
  /** Interned id: dense, starts at 1, stable for the life of the data folder. */
  readonly id: number;
  /** UCUM unit after conversion: `Cel`, `W`, `1` (ratio), `rpm`, `Pa`, `A`, `V`, `By`, `s`, ... ; empty when unknown. */
  readonly unit: string;
  /** Where it came from: `twin`, `host`, `influx`, `otlp`, `prometheus`, `json`, `csv`; `derived` from other series. */
  readonly source: string;
  /** True when the digital twin made it. Shown wherever the series is shown. */
  readonly simulated: boolean;
}

/** The unique text form of an identity. */
export function seriesKey({ assetId, metric, component }: SeriesIdentity): string {
  return `${assetId}|${metric}|${component}`;
}

/** Longest asset, metric or component name in characters. */
export const longestName = 512;

/** Whether a text may be part of an identity: databases, files and screens must be able to hold it. */
export function isName(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what this looks for
  return text.length <= longestName && !/[\u0000-\u001f\u007f]/.test(text);
}

/** Source of series that Plenum computes from others. */
export const derivedSource = 'derived';

/** Whether a series is computed from others. It is never an input itself, and says nothing of whether a device reports. */
export function isDerived({ source }: Pick<SeriesDescriptor, 'source'>): boolean {
  return source === derivedSource;
}
