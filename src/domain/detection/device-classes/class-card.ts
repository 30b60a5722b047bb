import type { DeviceProfile } from './device-profile.js';

/** What a model of a device class is and what it may be used for; kept beside it. */
export interface ClassCard {
  readonly className: string;
  readonly method: 'autoencoder' | 'pca';
  /** Its inputs, in their order. */
  readonly metrics: readonly string[];
  /** The history that it was made from, epoch ms, and how many rows of it were learned. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly rows: number;
  /** Mean squared error of the rows held out, and that of as many principal components on the same rows. */
  readonly loss: number;
  readonly baselineLoss: number;
  /** Usual size of each metric's residual, in the device's standard deviations. */
  readonly usual: readonly number[];
  /** The distance that scores 1. */
  readonly threshold: number;
  readonly profiles: readonly DeviceProfile[];
}
