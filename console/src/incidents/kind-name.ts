/** Kinds whose plain word is written otherwise. */
const names: Readonly<Record<string, string>> = {
  crah: 'CRAH',
  gpu: 'GPU',
  pdu: 'PDU',
  plenum: 'Plenum service',
  ups: 'UPS',
  unknown: 'unknown device',
};

/** So many assets of a kind, in words: `1 CRAH`, `27 racks`. */
export function countOfKind(count: number, kind: string): string {
  const name = names[kind] ?? kind;
  if (count === 1) return `1 ${name}`;
  return `${count} ${name}s`;
}
