import type { SetAside } from '../../../ports/telemetry-topics.js';

/** A refused piece as a message of its own, in JSON; its bytes in Base64, because they may be anything. */
export function deadLetterMessage({ code, message, position, original, from, format }: SetAside): Buffer {
  const { topic, partition, offset } = from;
  const bytes = Buffer.from(original).toString('base64');
  return Buffer.from(JSON.stringify({ version: 1, code, message, topic, partition, offset, position, format, bytes }));
}
