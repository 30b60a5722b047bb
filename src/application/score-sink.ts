import type { Judgement } from '../domain/alerting/series-watch.js';
import type { BusPosition } from '../ports/telemetry-store.js';

/** Where judged points of a partition go. */
export interface ScoreSink {
  /** The offset up to which everything judged is there already; undefined when there is nothing, or no record of it. */
  positionOf(partition: number): Promise<number | undefined>;
  /** Durable on resolve. After a crash some judgements come again, with the same outcome. */
  keep(judged: Pick<Judgement, 'batch' | 'scores'>, position: BusPosition): Promise<void>;
}
