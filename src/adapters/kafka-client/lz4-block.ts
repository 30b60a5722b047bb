const shortestMatch = 4;

/**
 * Decompresses one LZ4 block (github.com/lz4/lz4, LZ4 Block Format). Matches may reach back into `history`, the 64 KiB
 * before the block. Throws on a block that is damaged and on one that holds more than `maxBytes`.
 */
export function lz4Block(input: Uint8Array, history: Uint8Array, maxBytes: number): Buffer {
  let output = Buffer.allocUnsafe(Math.min(maxBytes, Math.max(65_536, input.length * 4)) + history.length);
  output.set(history);
  let to = history.length;
  let from = 0;

  const next = (): number => {
    const byte = input[from];
    if (byte === undefined) throw new Error('an LZ4 block that is cut off');
    from += 1;
    return byte;
  };
  const longLength = (nibble: number): number => {
    let length = nibble;
    if (nibble < 15) return length;
    for (;;) {
      const more = next();
      length += more;
      if (more < 255) return length;
    }
  };
  const makeRoom = (bytes: number): void => {
    if (to - history.length + bytes > maxBytes) throw new Error(`an LZ4 block of more than ${maxBytes} bytes`);
    if (to + bytes <= output.length) return;
    const larger = Buffer.allocUnsafe(Math.max(output.length * 2, to + bytes));
    larger.set(output.subarray(0, to));
    output = larger;
  };

  for (;;) {
    const token = next();
    const literals = longLength(token >> 4);
    if (from + literals > input.length) throw new Error('an LZ4 block that is cut off');
    makeRoom(literals);
    output.set(input.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    // The last sequence of a block has literals only.
    if (from === input.length) return output.subarray(history.length, to);

    const distance = next() | (next() << 8);
    if (distance === 0 || distance > to) throw new Error('an LZ4 block that reaches back too far');
    const length = longLength(token & 15) + shortestMatch;
    makeRoom(length);
    // Source and target may overlap: that is how a run is written.
    for (let i = 0; i < length; i += 1, to += 1) output[to] = output[to - distance] ?? 0;
  }
}
