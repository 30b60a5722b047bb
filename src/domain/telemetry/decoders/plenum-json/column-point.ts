import type { AssemblyBudget } from '../assembly-budget.js';
import type { JsonDocument } from '../json/json-documents.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const names = ['asset', 'metric', 'component', 'unit'] as const;

/** One point of a column, written as a point of its own from the bytes that were sent; its bare value beyond the budget. */
export function columnPoint(
  document: JsonDocument,
  path: readonly (string | number)[],
  index: number,
  budget: AssemblyBudget,
): Uint8Array {
  const at = document.part(...path, 'at', index) ?? new Uint8Array();
  const value = document.part(...path, 'values', index) ?? new Uint8Array();
  const members: (readonly [key: string, written: Uint8Array])[] = [];
  for (const name of names) {
    const written = document.part(...path, name);
    if (written) members.push([name, written]);
  }
  if (!budget.spend(members.reduce((sum, [, written]) => sum + written.length, at.length))) return value;
  members.push(['at', at], ['value', value]);
  return encoder.encode(`{${members.map(([key, written]) => `"${key}":${decoder.decode(written)}`).join(',')}}`);
}
