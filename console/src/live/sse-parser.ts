/** One server-sent event: its name (`message` when it has none) and its data lines joined. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * Reads a `text/event-stream` in pieces of any size (WHATWG HTML, 9.2.6). Comments serve as heartbeats and are dropped;
 * `id` and `retry` are not used by Plenum.
 */
export class ServerEventParser {
  private rest = '';
  private event = '';
  private data: string[] = [];

  /** The events that this piece completes. */
  push(text: string): readonly ServerEvent[] {
    const events: ServerEvent[] = [];
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      const finished = this.readLine(line.endsWith('\r') ? line.slice(0, -1) : line);
      if (finished) events.push(finished);
    }
    return events;
  }

  private readLine(line: string): ServerEvent | undefined {
    if (line === '') return this.finish();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.event = value;
    if (field === 'data') this.data.push(value);
    return undefined;
  }

  private finish(): ServerEvent | undefined {
    const finished = this.data.length > 0 ? { event: this.event || 'message', data: this.data.join('\n') } : undefined;
    this.event = '';
    this.data = [];
    return finished;
  }
}
