import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startEngine } from './engine.js';
import { EngineStream } from './engine-stream.js';

/** Gets each message one byte at a time, as a slow network would bring it. */
class PiecewiseStream extends EngineStream {
  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error) => void): void {
    const feed = (at: number): void => {
      if (at === chunk.length) done();
      else super._write(chunk.subarray(at, at + 1), encoding, (error) => (error ? done(error) : feed(at + 1)));
    };
    feed(0);
  }
}

describe('pg on the engine in this process', () => {
  let parent: string;
  let engine: PGlite;

  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), 'plenum-stream-'));
    engine = await startEngine(join(parent, 'pgdata'));
    await engine.exec('CREATE TABLE rack (name text PRIMARY KEY)');
  });

  afterAll(async () => {
    await engine.close();
    rmSync(parent, { recursive: true, force: true });
  });

  async function connected(): Promise<{ client: pg.Client; stream: EngineStream }> {
    const stream = new EngineStream(engine);
    const client = new pg.Client({ user: 'postgres', database: 'postgres', stream: () => stream });
    await client.connect();
    return { client, stream };
  }

  it('carries parameters, bytes and large answers both ways', async () => {
    const { client } = await connected();
    const large = 'µ'.repeat(3_000_000);
    const { rows } = await client.query('SELECT $1::text AS large, $2::bytea AS bytes', [large, Buffer.from([0, 255])]);
    expect(rows).toEqual([{ large, bytes: Buffer.from([0, 255]) }]);
    await client.end();
  });

  it('answers an error and goes on', async () => {
    const { client } = await connected();
    await expect(client.query('SELECT * FROM nowhere')).rejects.toMatchObject({ code: '42P01' });
    await expect(client.query(`SELECT $1::int`, ['twelve'])).rejects.toMatchObject({ code: '22P02' });
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await client.end();
  });

  it('rolls back what a broken connection had begun', async () => {
    const { client, stream } = await connected();
    client.on('error', () => undefined);
    await client.query('BEGIN');
    await client.query(`INSERT INTO rack VALUES ('A-01')`);
    const closed = new Promise((resolve) => stream.once('close', resolve));
    stream.destroy();
    await closed;
    const again = await connected();
    expect((await again.client.query('SELECT * FROM rack')).rows).toEqual([]);
    await again.client.end();
  });

  it('takes messages that arrive byte by byte', async () => {
    const stream = new PiecewiseStream(engine);
    const client = new pg.Client({ user: 'postgres', database: 'postgres', stream: () => stream });
    await client.connect();
    expect((await client.query('SELECT $1::int + 1 AS answer', [41])).rows).toEqual([{ answer: 42 }]);
    await client.end();
  });
});
