import type { ClassCard } from '../../domain/detection/device-classes/class-card.js';
import type { DeviceProfile } from '../../domain/detection/device-classes/device-profile.js';
import { DomainError, messageOf } from '../../domain/errors.js';
import type { Layer } from '../../domain/networks/layer.js';

/** Reads a card and checks that it belongs to these layers. Throws `incompatible_data`. */
export function readCard(json: string, layers: readonly Layer[]): ClassCard {
  const card = parsed(json);
  const columns = card.metrics.length;
  const widths = [layers[0]?.inputs, layers.at(-1)?.units, card.usual.length];
  for (const { centre, scale } of card.profiles) widths.push(centre.length, scale.length);
  if (widths.some((width) => width !== columns)) {
    throw new DomainError('incompatible_data', `The card of ${card.className} does not belong to its network`);
  }
  return card;
}

function parsed(json: string): ClassCard {
  const found = recordOf(jsonOf(json));
  const className = textOf(found['className']);
  const method = found['method'];
  if (method !== 'autoencoder' && method !== 'pca') throw notACard();
  return {
    className,
    method,
    metrics: listOf(found['metrics'], textOf),
    fromMs: numberOf(found['fromMs']),
    toMs: numberOf(found['toMs']),
    rows: numberOf(found['rows']),
    loss: numberOf(found['loss']),
    baselineLoss: numberOf(found['baselineLoss']),
    usual: listOf(found['usual'], numberOf),
    threshold: numberOf(found['threshold']),
    profiles: listOf(found['profiles'], profileOf),
  };
}

function profileOf(value: unknown): DeviceProfile {
  const { assetId, centre, scale } = recordOf(value);
  return { assetId: textOf(assetId), centre: listOf(centre, numberOf), scale: listOf(scale, numberOf) };
}

function jsonOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new DomainError('incompatible_data', `The card of the model is no JSON: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw notACard();
  return { ...value };
}

function listOf<T>(value: unknown, read: (entry: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw notACard();
  return value.map(read);
}

function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw notACard();
  return value;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw notACard();
  return value;
}

function notACard(): DomainError {
  return new DomainError('incompatible_data', 'The card of the model is not of the form that it should have');
}
