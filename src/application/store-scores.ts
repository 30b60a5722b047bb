import type { Judgement } from '../domain/alerting/series-watch.js';
import type { BusPosition, TelemetryStore } from '../ports/telemetry-store.js';
import type { ScoreSink } from './score-sink.js';

/** Scores go into the telemetry store, where the points of their batch are or will be. */
export class StoreScores implements ScoreSink {
  constructor(private readonly store: Pick<TelemetryStore, 'appendScores' | 'positionOf'>) {}

  positionOf(partition: number): Promise<number | undefined> {
    return this.store.positionOf('score', partition);
  }

  keep({ scores }: Pick<Judgement, 'scores'>, position: BusPosition): Promise<void> {
    return this.store.appendScores(scores, position);
  }
}
