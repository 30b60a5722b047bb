import { type MaintenanceWindow, overAt } from '../../src/domain/alerting/quiet/maintenance-window.js';
import type { QuietTimesSet } from '../../src/domain/alerting/quiet/quiet-book.js';
import type { Silence } from '../../src/domain/alerting/quiet/silence.js';
import { DomainError } from '../../src/domain/errors.js';
import { QuietTimes, type QuietTimesQuery } from '../../src/ports/quiet-times.js';

/** Silences and maintenance windows in memory, for specs of what uses them; they run the port's contract too. */
export class MemoryQuietTimes extends QuietTimes {
  readonly #silences = new Map<string, Silence>();
  readonly #windows = new Map<string, MaintenanceWindow>();

  addSilence(silence: Silence): Promise<void> {
    return add(this.#silences, silence);
  }

  addMaintenance(window: MaintenanceWindow): Promise<void> {
    return add(this.#windows, window);
  }

  endSilence(id: string, at: number): Promise<Silence | undefined> {
    const silence = this.#silences.get(id);
    if (silence && silence.endsAt > at) this.#silences.set(id, { ...silence, ...endedAt(silence, at) });
    return Promise.resolve(this.#silences.get(id));
  }

  endMaintenance(id: string, at: number): Promise<MaintenanceWindow | undefined> {
    const window = this.#windows.get(id);
    if (window && overAt(window) > at) {
      const { weekly } = window;
      this.#windows.set(id, { ...window, ...(weekly ? { weekly: { ...weekly, until: at } } : endedAt(window, at)) });
    }
    return Promise.resolve(this.#windows.get(id));
  }

  findSilence(id: string): Promise<Silence | undefined> {
    return Promise.resolve(this.#silences.get(id));
  }

  findMaintenance(id: string): Promise<MaintenanceWindow | undefined> {
    return Promise.resolve(this.#windows.get(id));
  }

  silences(query: QuietTimesQuery): Promise<readonly Silence[]> {
    return Promise.resolve(page([...this.#silences.values()], query, ({ endsAt }) => endsAt));
  }

  maintenance(query: QuietTimesQuery): Promise<readonly MaintenanceWindow[]> {
    return Promise.resolve(page([...this.#windows.values()], query, overAt));
  }

  notOverAt(at: number): Promise<QuietTimesSet> {
    return Promise.resolve({
      silences: [...this.#silences.values()].filter(({ endsAt }) => endsAt > at).sort(oldestFirst),
      windows: [...this.#windows.values()].filter((window) => overAt(window) > at).sort(oldestFirst),
    });
  }
}

interface Placed {
  readonly id: string;
  readonly startsAt: number;
}

function add<T extends Placed>(to: Map<string, T>, entry: T): Promise<void> {
  if (to.has(entry.id)) return Promise.reject(new DomainError('conflict', 'It exists already.'));
  to.set(entry.id, entry);
  return Promise.resolve();
}

function endedAt({ startsAt }: Placed, at: number) {
  return { startsAt: Math.min(startsAt, at), endsAt: at };
}

function page<T extends Placed>(all: readonly T[], query: QuietTimesQuery, over: (entry: T) => number): readonly T[] {
  const { at, isOver, before, limit } = query;
  return [...all]
    .filter((entry) => isOver === undefined || over(entry) <= at === isOver)
    .filter((entry) => before === undefined || oldestFirst(entry, before) < 0)
    .sort((left, right) => oldestFirst(right, left))
    .slice(0, limit);
}

function oldestFirst(left: Placed, right: Placed): number {
  return left.startsAt - right.startsAt || (left.id === right.id ? 0 : left.id < right.id ? -1 : 1);
}
