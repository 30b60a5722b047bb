import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WeekHour, WeekPlan } from './week-plan.js';

const typescript = new URL('../../scripts/typescript.mjs', import.meta.url).href;

/** A site's readings hour by hour, made ahead by a process of its own while the last hour is being judged. */
export class WeekSource {
  private constructor(
    private readonly child: ChildProcess,
    readonly series: number,
    private readonly hours: number,
  ) {}

  static async start(plan: WeekPlan): Promise<WeekSource> {
    const entry = fileURLToPath(new URL('./week-process.ts', import.meta.url));
    const child = fork(entry, { execArgv: ['--import', typescript] });
    child.send(plan);
    const { series } = await answerOf<{ readonly series: number }>(child);
    return new WeekSource(child, series, plan.hours);
  }

  async *hourly(): AsyncIterableIterator<WeekHour> {
    let coming = this.#ask();
    for (let hour = 1; hour <= this.hours; hour += 1) {
      const made = await coming;
      if (hour < this.hours) coming = this.#ask();
      yield made;
    }
  }

  stop(): void {
    this.child.kill();
  }

  #ask(): Promise<WeekHour> {
    const answer = answerOf<WeekHour>(this.child);
    this.child.send('next');
    return answer;
  }
}

/** Rejects when the process ends instead. */
async function answerOf<T>(child: ChildProcess): Promise<T> {
  const answered = new AbortController();
  const ended = once(child, 'exit', { signal: answered.signal }).then(
    ([code]) => Promise.reject(new Error(`the process of the twin ended with code ${String(code)}`)),
    () => Promise.reject(new Error('answered')),
  );
  const answer = once(child, 'message');
  try {
    // The border: both ends of the channel are in this folder.
    return ((await Promise.race([answer, ended])) as [T])[0];
  } finally {
    answered.abort();
  }
}
