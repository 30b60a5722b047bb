import kafkajs from 'kafkajs';
import { compress } from 'snappy';
import { lz4Frame } from './lz4-frame.js';
import { snappyXerial } from './snappy-xerial.js';

const { CompressionCodecs, CompressionTypes } = kafkajs;

/** A batch of Kafka is a mebibyte by default; one that unfolds to more than this is no telemetry. */
const maxUnfoldedBytes = 256 * 2 ** 20;

/** Where kafkajs collects what it sends. */
interface Encoder {
  readonly buffer: Buffer;
}

const snappy = {
  compress: ({ buffer }: Encoder): Promise<Buffer> => compress(buffer),
  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws must come out of the promise
  decompress: async (buffer: Buffer): Promise<Buffer> => snappyXerial(buffer),
};

const lz4 = {
  compress: (): Promise<Buffer> => Promise.reject(new Error('BUG: Plenum reads LZ4 but does not write it')),
  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws must come out of the promise
  decompress: async (buffer: Buffer): Promise<Buffer> => lz4Frame(buffer, maxUnfoldedBytes),
};

/** Teaches kafkajs, which knows gzip alone, to read Snappy and LZ4 and to write Snappy. Its table is one per process. */
export function registerCompression(): void {
  CompressionCodecs[CompressionTypes.Snappy] = () => snappy;
  CompressionCodecs[CompressionTypes.LZ4] = () => lz4;
}
