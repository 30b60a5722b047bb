import { shareLeft } from '../../feedback/allowance.js';
import type { Lesson } from '../../feedback/lesson.js';

/** What comes again within this time goes on. */
const CALM_MS = 3_600_000;
/** Single precision, in which cells are kept, knows the time of these decades to about two minutes. */
const ROUNDING_MS = 5 * 60_000;

const REACHED = 0;
const UNTIL = 1;
const EXCUSED = 2;
const EXCUSED_AT = 3;

/**
 * The latest excursion of something that is watched in the long run, and what operators have said of its like. Their words
 * name a reading; how far apart levels were, how restless the series was or how long it stayed, only its watch knows. Sizes
 * are signed by the side.
 */
export class LastExcursion {
  static readonly cells = EXCUSED_AT + 1;

  constructor(private readonly firstCell: number) {}

  /** Notes that this size was anomalous. */
  note(cells: Float32Array, size: number, at: number): void {
    const reached = this.#at(cells, REACHED);
    const goesOn = at - this.#at(cells, UNTIL) <= CALM_MS && reached > 0 === size > 0;
    cells[this.firstCell + REACHED] = goesOn && Math.abs(reached) > Math.abs(size) ? reached : size;
    cells[this.firstCell + UNTIL] = at;
  }

  /** The size, 0 or more, that operators let pass on the side of `side`. */
  excused(cells: Float32Array, side: number, at: number): number {
    const excused = this.#at(cells, EXCUSED);
    if (excused === 0 || excused > 0 !== side > 0) return 0;
    return Math.abs(excused) * shareLeft(this.#at(cells, EXCUSED_AT), at);
  }

  /** Takes a word on an alert that this may have raised. Answers the size that was real, 0 when none was. */
  teach(cells: Float32Array, { verdict, startsAt }: Lesson): number {
    const reached = this.#at(cells, REACHED);
    if (reached === 0 || this.#at(cells, UNTIL) < startsAt - ROUNDING_MS) return 0;
    if (verdict === 'not-anomaly') {
      cells[this.firstCell + EXCUSED] = reached;
      cells[this.firstCell + EXCUSED_AT] = startsAt;
      return 0;
    }
    cells[this.firstCell + EXCUSED] = 0;
    return verdict === 'real' ? Math.abs(reached) : 0;
  }

  #at(cells: Float32Array, place: number): number {
    return cells[this.firstCell + place] ?? 0;
  }
}
