/** Milliseconds of InfluxQL's units of time. */
const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  u: 1e-3,
  µ: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** A duration such as `90s`, `1h30m` or `0.5d` at the start of a text; undefined when there is none. */
export function leadingDuration(text: string): { readonly length: number; readonly ms: number } | undefined {
  const match = /^(?:\d+(?:\.\d+)?(?:ns|ms|[uµsmhdw]))+(?![\w.])/.exec(text);
  if (!match) return undefined;
  let ms = 0;
  for (const [, amount = '0', unit = ''] of match[0].matchAll(/(\d+(?:\.\d+)?)(ns|ms|[uµsmhdw])/g)) {
    ms += Number(amount) * (unitMs[unit] ?? 0);
  }
  return { length: match[0].length, ms };
}
