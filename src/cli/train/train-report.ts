import { join } from 'node:path';
import { type ModelCard, skillOf } from '../../domain/networks/model-card.js';

/** What came of a training, for people. */
export function reportOf(card: ModelCard, folder: string): string {
  const { training, scores, baseline, backend } = card;
  const validation = training.validationLoss === null ? '' : `, validation ${training.validationLoss.toFixed(4)}`;
  const lines = [
    ['model', join(folder, card.id)],
    ['trained on', `${backend.device} (${backend.name}), ${training.secondsPerEpoch.toFixed(2)} s an epoch`],
    ['loss', `${training.loss.toFixed(4)}${validation} after epoch ${training.bestEpoch}, the best`],
    ['scores', `MSE ${scores.mse.toFixed(4)}, MAE ${scores.mae.toFixed(4)} of ${scores.count} on rows it has not seen`],
    ['baseline', `${baseline.name}: MSE ${baseline.mse.toFixed(4)}, MAE ${baseline.mae.toFixed(4)}`],
    ['skill', `${(100 * skillOf(card)).toFixed(1)} % less squared error than the baseline`],
  ];
  for (const { name, bytes, scores: its, millisecondsPerRow } of card.variants.slice(1)) {
    const size = `${(bytes / 1024).toFixed(0)} KiB instead of ${((card.variants[0]?.bytes ?? 0) / 1024).toFixed(0)}`;
    lines.push([name, `${size}, MSE ${its.mse.toFixed(4)}, ${millisecondsPerRow.toFixed(2)} ms a row`]);
  }
  return lines.map(([name = '', text = '']) => `${name.padEnd(12)}${text}\n`).join('');
}
