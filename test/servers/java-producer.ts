import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { KafkaCluster } from './kafka.js';

export type JavaCompression = 'none' | 'gzip' | 'snappy' | 'lz4';

/** Sends messages with Kafka's own Java client, whose compressed frames are the ones to be understood. */
export async function produceWithJava(
  cluster: KafkaCluster,
  topic: string,
  compression: JavaCompression,
  messages: readonly Uint8Array[],
): Promise<void> {
  const source = join(import.meta.dirname, 'ProduceMessages.java');
  const java = spawn(
    'java',
    ['-XX:TieredStopAtLevel=1', '-cp', cluster.classPath, source, cluster.addresses.join(','), topic, compression],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  );
  let complaints = '';
  java.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
  const ended = once(java, 'exit');
  java.stdin.end(messages.map((message) => Buffer.from(message).toString('base64')).join('\n'));
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`the Java producer ended with ${code}:\n${complaints.slice(-4_000)}`);
}
