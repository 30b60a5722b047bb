import { eventually } from '../e2e/plenum-process.js';
import { type Call, HttpTarget } from '../notifiers/http-target.js';

interface Notice {
  readonly id: string;
  readonly state: string;
  readonly severity: string;
}

type StatesById = ReadonlyMap<string, readonly string[]>;

/** A real HTTP server that takes the calls of the webhook notifier, as a chat or pager would. */
export class WebhookReceiver {
  private constructor(private readonly target: HttpTarget) {}

  static async start(): Promise<WebhookReceiver> {
    return new WebhookReceiver(await HttpTarget.start());
  }

  get url(): string {
    return `${this.target.url}/alerts`;
  }

  /**
   * Resolves with the states of each alert in the order in which they were told, once they are as wanted. Telling is at
   * least once: repeats are left out, as receivers are asked to.
   */
  until(isWanted: (statesById: StatesById) => boolean): Promise<StatesById> {
    return eventually(() => Promise.resolve(this.#statesById()), isWanted);
  }

  /** Calls that a receiver recognises as repeats: with an `Idempotency-Key` that came before. */
  get repeats(): number {
    const { calls } = this.target;
    return calls.length - new Set(calls.map(keyOf)).size;
  }

  /** Notices that came again under another key, which no receiver could take for repeats. */
  get toldTwice(): readonly string[] {
    const keysOfNotice = new Map<string, Set<string>>();
    for (const call of this.target.calls) {
      for (const { id, state, severity } of noticesOf(call)) {
        const notice = `${id} ${state} ${severity}`;
        keysOfNotice.set(notice, (keysOfNotice.get(notice) ?? new Set()).add(keyOf(call)));
      }
    }
    return [...keysOfNotice].filter(([, keys]) => keys.size > 1).map(([notice]) => notice);
  }

  stop(): Promise<void> {
    return this.target.stop();
  }

  #statesById(): StatesById {
    const states = new Map<string, string[]>();
    for (const { id, state } of this.target.calls.flatMap(noticesOf)) {
      const told = states.get(id);
      if (!told) states.set(id, [state]);
      else if (!told.includes(state)) told.push(state);
    }
    return states;
  }
}

function noticesOf({ body }: Call): readonly Notice[] {
  return (JSON.parse(body) as { alerts: readonly Notice[] }).alerts;
}

function keyOf({ headers }: Call): string {
  return String(headers['idempotency-key']);
}
