import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FolderModelLibrary } from '../adapters/model-library/folder/folder-model-library.js';
import type { BackendName } from '../adapters/model-runtime/tfjs/backends/backend-name.js';
import { TfjsModelRuntime } from '../adapters/model-runtime/tfjs/tfjs-model-runtime.js';
import { FileStateSnapshots } from '../adapters/state-snapshots/file/file-state-snapshots.js';
import { SystemClock } from '../adapters/system/system-clock.js';
import { CsvRecording } from '../adapters/telemetry-sources/csv-replay/csv-recording.js';
import { readEvenTable } from '../application/forecasting/read-even-table.js';
import { CheckpointedTraining, type TrainingNews } from '../application/training/checkpointed-training.js';
import type { ModelWish } from '../application/training/prepared-training.js';
import { trainModel } from '../application/training/train-model.js';
import { checkoutRoot } from '../config/checkout.js';
import type { LayoutChoice } from '../domain/telemetry/csv/table-layout.js';
import type { ModelCard } from '../domain/networks/model-card.js';
import type { BackendInUse } from '../ports/model-runtime.js';

/** A table in a file, and where models of it go. */
export interface TrainingFiles {
  readonly input: string;
  readonly separator: string;
  readonly choice: LayoutChoice;
  /** Folder of the models; what was learned so far of one under way lies there, too. */
  readonly output: string;
}

/** Trains a model on a CSV file and keeps it; see `trainModel`. The worker that trains ends with it. */
export async function trainOnCsv(
  { input, separator, choice, output }: TrainingFiles,
  wish: Omit<ModelWish, 'source' | 'codeVersion'> & { readonly backend: BackendName | 'auto' },
  news: TrainingNews & { readonly onBackend: (backend: BackendInUse) => void },
  signal: AbortSignal,
): Promise<ModelCard> {
  const recording = new CsvRecording(input, separator);
  const table = await readEvenTable(recording, choice);
  const runtime = new TfjsModelRuntime(wish.backend);
  try {
    news.onBackend(await runtime.backend());
    const clock = new SystemClock();
    const checkpoints = new FileStateSnapshots(join(output, '.checkpoints'));
    const training = new CheckpointedTraining(runtime, checkpoints, clock);
    const parts = { runtime, training, library: new FolderModelLibrary(output), clock };
    const about = { source: recording.name, codeVersion: release() };
    return await trainModel(parts, table, { ...wish, ...about }, { news, signal });
  } finally {
    await runtime.close();
  }
}

function release(): string {
  const { version } = JSON.parse(readFileSync(join(checkoutRoot, 'package.json'), 'utf8')) as { version: string };
  return version;
}
