import { bytesOf, prune, quantise } from '../../domain/networks/compression/compression.js';
import type { Layer } from '../../domain/networks/layer.js';
import type { Variant } from '../../domain/networks/model-card.js';
import type { Clock } from '../../ports/clock.js';
import type { PreparedTraining } from './prepared-training.js';

/** The model and smaller forms of it, each with its size, speed and scores; the model itself is the first. */
export function variantsOf(
  layers: readonly Layer[],
  prepared: Pick<PreparedTraining, 'scoresOf'>,
  clock: Pick<Clock, 'monotonic'>,
): readonly [Variant, ...Variant[]] {
  const judged = (
    name: Variant['name'],
    form: { readonly layers: readonly Layer[]; readonly bytes: number },
  ): Variant => {
    const began = clock.monotonic();
    const scores = prepared.scoresOf(form.layers);
    return { name, bytes: form.bytes, scores, millisecondsPerRow: (clock.monotonic() - began) / scores.count };
  };
  return [
    judged('float32', { layers, bytes: bytesOf(layers) }),
    judged('int8', quantise(layers)),
    judged('pruned-half', prune(layers, 0.5)),
  ];
}
