import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Request } from 'express';
import { uncompress } from 'snappy';
import { DomainError } from '../../domain/errors.js';

/** Settings of the intake routes. */
export interface IntakeLimits {
  readonly maxBodyBytes: number;
}

/** Token of `IntakeLimits`. */
export const intakeLimits = Symbol('intake limits');

const decompressors = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The whole body, decompressed by its `Content-Encoding` (gzip, deflate, br, snappy block, identity). Neither the bytes
 * on the wire nor the decompressed ones may exceed `maxBytes`: beyond it `too_large`, and no more memory is used.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (encoding === 'identity' || encoding === '') return collect(request, maxBytes);
  if (encoding === 'snappy') return unsnap(await collect(request, maxBytes), maxBytes);
  if (!Object.hasOwn(decompressors, encoding)) {
    throw new DomainError(
      'unsupported_media_type',
      `content-encoding ${encoding} is not known; send gzip, deflate, br, snappy or none`,
    );
  }
  const decompressor = decompressors[encoding as keyof typeof decompressors]();
  request.on('error', (error) => decompressor.destroy(error));
  request.pipe(decompressor);
  try {
    return await collect(decompressor, maxBytes);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('invalid_input', `the body is not valid ${encoding}: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    request.unpipe(decompressor);
    decompressor.destroy();
  }
}

async function collect(stream: AsyncIterable<unknown> & { destroy?: unknown }, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  const readable = stream as NodeJS.ReadableStream;
  return new Promise((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        readable.removeListener('data', onData);
        reject(tooLarge(maxBytes));
        return;
      }
      chunks.push(chunk);
    };
    readable.on('data', onData);
    readable.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)));
    readable.on('error', reject);
    readable.on('close', () =>
      reject(new DomainError('invalid_input', 'the client closed the connection before the body was complete')),
    );
  });
}

/** Decompresses a snappy block, whose header states its size: a bomb is refused before any memory is taken. */
async function unsnap(block: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  if (statedSize(block) > maxBytes) throw tooLarge(maxBytes);
  try {
    return (await uncompress(Buffer.from(block.buffer, block.byteOffset, block.byteLength), {
      asBuffer: true,
    })) as Buffer;
  } catch (error) {
    throw new DomainError('invalid_input', `the body is not a snappy block: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** The uncompressed length at the start of a snappy block (a varint). */
function statedSize(block: Uint8Array): number {
  let size = 0;
  for (let i = 0; i < Math.min(5, block.length); i += 1) {
    const byte = block[i] ?? 0;
    size += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return size;
  }
  throw new DomainError('invalid_input', 'the body is not a snappy block: its length is missing');
}

function tooLarge(maxBytes: number): DomainError {
  return new DomainError('too_large', `the body is larger than ${maxBytes} bytes; send smaller batches`, {
    details: { maxBytes },
  });
}
