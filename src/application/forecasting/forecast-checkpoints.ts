import { DomainError } from '../../domain/errors.js';
import { TRACK_PARTS, type TrackBook } from '../../domain/forecasting/live/track-book.js';
import type { Log } from '../../ports/log.js';
import type { StateSnapshots } from '../../ports/state-snapshots.js';
import { nextTurn } from '../class-models/in-turns.js';

/** Names horizon and levels too: tracks for others are of no use. */
const FORMAT_VERSION = 1;

/** Saves and loads how forecasts have turned out, in parts. */
export class ForecastCheckpoints {
  constructor(
    private readonly tracks: TrackBook,
    private readonly snapshots: StateSnapshots,
    private readonly log: Log,
  ) {}

  /** Takes over what an earlier process has saved. Parts that are not usable are learned anew, as the log says. */
  async restore(): Promise<void> {
    for (let part = 0; part < TRACK_PARTS; part++) {
      try {
        const saved = await this.snapshots.load(nameOf(part));
        if (saved?.version === FORMAT_VERSION) this.tracks.restore(saved.bytes);
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'incompatible_data') throw error;
        this.log.error('saved state of forecasts not usable, it is learned anew', { part, error: error.message });
      }
    }
  }

  /** Saves what has changed, as that after the hours before `originMs`; durable on resolve. */
  async save(originMs: number): Promise<void> {
    for (const part of this.tracks.takeChanged()) {
      const bytes = this.tracks.save(part);
      await this.snapshots.save(nameOf(part), { offset: originMs, version: FORMAT_VERSION, bytes });
      await nextTurn();
    }
  }
}

function nameOf(part: number): string {
  return `forecast-${part}`;
}
