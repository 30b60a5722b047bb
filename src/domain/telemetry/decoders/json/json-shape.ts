/** Deeper than any format nests, even with attributes within attributes. */
const maxDepth = 128;
/** More than the fields of any metric. */
const maxMembers = 65_536;
/** Arrays and objects that any text may have, and bytes per further one: every format has fewer. */
const freeContainers = 100_000;
const bytesPerContainer = 8;

const quote = 0x22;
const colon = 0x3a;
const backslash = 0x5c;
/** `[` and `{`, and `]` and `}`, differ in one bit alone. */
const sameBits = ~0x20;
const open = 0x5b;
const close = 0x5d;

/**
 * What is wrong with a JSON text that would cost a parser a large multiple of its length in memory and time (30 MB of
 * `[[[[` or `{},{},`: 900 MB and 5 s); undefined for every text that a sender means. Reads the bytes once, before a
 * parser does, and need not be right about what is no JSON.
 */
export function shapeProblem(json: Uint8Array): string | undefined {
  const maxContainers = freeContainers + json.length / bytesPerContainer;
  /** Members of the object open at each depth. */
  const members = new Uint32Array(maxDepth + 1);
  let depth = 0;
  let containers = 0;
  for (let i = 0; i < json.length; i += 1) {
    const byte = json[i] ?? 0;
    if (byte === quote) {
      i += 1;
      while (i < json.length && json[i] !== quote) i += json[i] === backslash ? 2 : 1;
    } else if (byte === colon) {
      const count = (members[depth] ?? 0) + 1;
      if (count > maxMembers) return `An object of the JSON has more than ${maxMembers} members.`;
      members[depth] = count;
    } else if ((byte & sameBits) === open) {
      depth += 1;
      containers += 1;
      if (depth > maxDepth) return `The JSON is nested deeper than ${maxDepth} levels.`;
      if (containers > maxContainers) return 'The JSON has far more arrays and objects than one of its length needs.';
      members[depth] = 0;
    } else if ((byte & sameBits) === close) {
      depth = Math.max(0, depth - 1);
    }
  }
  return undefined;
}
