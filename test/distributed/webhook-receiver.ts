import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../e2e/plenum-process.js';
import { withinMs } from './patience.js';

interface Notice {
  readonly id: string;
  readonly state: string;
}

type StatesById = ReadonlyMap<string, readonly string[]>;

/** A real HTTP server that takes the calls of the webhook notifier, as a chat or pager would. */
export class WebhookReceiver {
  readonly #notices: Notice[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(createServer());
    receiver.server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        receiver.#notices.push(...(JSON.parse(body) as { alerts: readonly Notice[] }).alerts);
        response.writeHead(204).end();
      });
    });
    receiver.server.listen(0, '127.0.0.1');
    await once(receiver.server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/alerts`;
  }

  /**
   * Resolves with the states of each alert in the order in which they were told, once they are as wanted. Telling is at
   * least once: repeats are left out, as receivers are asked to.
   */
  until(isWanted: (statesById: StatesById) => boolean): Promise<StatesById> {
    return eventually(() => Promise.resolve(this.#statesById()), isWanted, withinMs);
  }

  #statesById(): StatesById {
    const states = new Map<string, string[]>();
    for (const { id, state } of this.#notices) {
      const told = states.get(id);
      if (!told) states.set(id, [state]);
      else if (!told.includes(state)) told.push(state);
    }
    return states;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
