import { decoders, type WireFormat } from '../domain/telemetry/decoders/catalogue.js';

/** A topic of Kafka that others write telemetry to. */
export interface TelemetryTopic {
  readonly topic: string;
  /** Undefined: found out for each message. */
  readonly format: WireFormat | undefined;
}

const topicName = /^[A-Za-z0-9._-]{1,249}$/;

/** `NAME` or `NAME=FORMAT`. Throws with what is wrong with it. */
export function telemetryTopic(entry: string): TelemetryTopic {
  const [topic = '', format = 'auto', ...rest] = entry.split('=').map((part) => part.trim());
  if (!topicName.test(topic) || rest.length > 0) {
    throw new Error(
      `"${entry}" is no topic; write NAME or NAME=FORMAT, with letters, digits, dots, - and _ in the name`,
    );
  }
  if (format === 'auto') return { topic, format: undefined };
  if (isWireFormat(format)) return { topic, format };
  throw new Error(`there is no format "${format}"; formats are auto, ${Object.keys(decoders).join(', ')}`);
}

function isWireFormat(name: string): name is WireFormat {
  return Object.hasOwn(decoders, name);
}
