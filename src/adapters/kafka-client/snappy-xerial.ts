import { uncompressSync } from 'snappy';

/** What Kafka's Java client puts around Snappy: this magic, two version numbers, and blocks with their lengths. */
const magic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const headerBytes = 16;

/** Decompresses Snappy as Kafka's clients write it: framed as by `snappy-java` (xerial), or one raw block (librdkafka). */
export function snappyXerial(input: Buffer): Buffer {
  if (!input.subarray(0, magic.length).equals(magic)) return uncompressed(input);
  const blocks: Buffer[] = [];
  for (let position = headerBytes; position < input.length;) {
    const size = input.readUInt32BE(position);
    position += 4;
    if (position + size > input.length) throw new Error('a Snappy block that is cut off');
    blocks.push(uncompressed(input.subarray(position, position + size)));
    position += size;
  }
  return Buffer.concat(blocks);
}

function uncompressed(block: Buffer): Buffer {
  const bytes = uncompressSync(block);
  return typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
}
