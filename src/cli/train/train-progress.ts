import type { TrainingNews, TrainingPace } from '../../application/training/checkpointed-training.js';
import { DomainError } from '../../domain/errors.js';
import type { BackendInUse } from '../../ports/model-runtime.js';

/** Tells on stderr that an earlier try is gone on with and, when it is a terminal, how far the training is. */
export class TrainProgress implements TrainingNews {
  #epochs = 0;

  constructor(private readonly stderr: NodeJS.WriteStream) {}

  readonly onBackend = ({ name, device }: BackendInUse): void => {
    if (this.stderr.isTTY) this.stderr.write(`on ${device} (${name})\n`);
  };

  readonly onResume = (epoch: number): void => {
    this.#epochs = epoch;
    this.stderr.write(`goes on after epoch ${epoch} of an earlier try\n`);
  };

  readonly onEpoch = ({ epoch, epochs, loss, validationLoss, secondsPerEpoch, secondsLeft }: TrainingPace): void => {
    this.#epochs = epoch;
    if (!this.stderr.isTTY) return;
    const losses = `loss ${loss.toFixed(4)}${Number.isNaN(validationLoss) ? '' : `, validation ${validationLoss.toFixed(4)}`}`;
    const pace = `${secondsPerEpoch.toFixed(1)} s an epoch, ${Math.ceil(secondsLeft)} s left at most`;
    this.stderr.write(`\repoch ${epoch} of ${epochs}: ${losses}, ${pace}   `);
  };

  /** Leaves the line of the last epoch. */
  end(): void {
    if (this.stderr.isTTY) this.stderr.write('\n');
  }

  /** What a training that was interrupted ends with. */
  interrupted(): DomainError {
    this.end();
    const told = `interrupted after epoch ${this.#epochs}; the same command goes on from there`;
    return new DomainError('unavailable', told, { retriable: true });
  }
}
