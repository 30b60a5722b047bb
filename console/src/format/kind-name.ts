/** Kinds whose plain word is written otherwise. */
const names: Readonly<Record<string, string>> = {
  crah: 'CRAH',
  gpu: 'GPU',
  pdu: 'PDU',
  plenum: 'Plenum service',
  ups: 'UPS',
  unknown: 'unknown device',
};

/** A kind of asset as people write it: `CRAH`, `rack`. */
export function kindName(kind: string): string {
  return names[kind] ?? kind;
}

/** So many assets of a kind, in words: `1 CRAH`, `27 racks`. */
export function countOfKind(count: number, kind: string): string {
  const name = kindName(kind);
  if (count === 1) return `1 ${name}`;
  return `${count} ${name}s`;
}
