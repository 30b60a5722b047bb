import { lz4Block } from './lz4-block.js';

const magic = 0x184d2204;
const uncompressedFlag = 0x80000000;

/** Bits of the frame's flag byte. */
const flags = { independentBlocks: 0x20, blockChecksum: 0x10, contentSize: 0x08, contentChecksum: 0x04, dictionary: 1 };

/**
 * What an LZ4 frame holds (github.com/lz4/lz4, LZ4 Frame Format 1.6.3). Kafka's checksum covers the bytes already, so
 * those of the frame are passed over. Throws on anything that is no whole frame, and beyond `maxBytes`.
 */
export function lz4Frame(input: Buffer, maxBytes: number): Buffer {
  if (input.length < 7 || input.readUInt32LE(0) !== magic) throw new Error('not an LZ4 frame');
  const flag = input.readUInt8(4);
  if (flag >> 6 !== 1 || (flag & flags.dictionary) !== 0) throw new Error('an LZ4 frame of an unknown kind');
  const blocks: Buffer[] = [];
  let history = Buffer.alloc(0);
  let length = 0;
  let position = 7 + (flag & flags.contentSize ? 8 : 0);
  for (;;) {
    const header = input.readUInt32LE(position);
    position += 4;
    if (header === 0) return Buffer.concat(blocks, length);
    const size = (header & ~uncompressedFlag) >>> 0;
    if (position + size > input.length) throw new Error('an LZ4 frame that is cut off');
    const stored = input.subarray(position, position + size);
    const block = header >>> 31 === 1 ? stored : lz4Block(stored, history, maxBytes - length);
    position += size + (flag & flags.blockChecksum ? 4 : 0);
    length += block.length;
    if (length > maxBytes) throw new Error(`an LZ4 frame of more than ${maxBytes} bytes`);
    blocks.push(block);
    if (!(flag & flags.independentBlocks)) history = Buffer.concat([history, block]).subarray(-65_536);
  }
}
