import { pino, type Logger } from 'pino';
import { Log } from '../ports/log.js';

/** Writes log lines to stderr as JSON, or as short text for people at a terminal. */
export class PinoLog extends Log {
  readonly #logger: Logger;

  constructor(level: 'debug' | 'info' | 'warn' | 'error', format: 'json' | 'text') {
    super();
    const destination = format === 'json' ? pino.destination({ dest: 2, sync: true }) : textDestination();
    this.#logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  }

  debug(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#logger.debug(fields, message);
  }

  info(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#logger.info(fields, message);
  }

  warn(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#logger.warn(fields, message);
  }

  error(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#logger.error(fields, message);
  }
}

const levelNames: Readonly<Record<number, string>> = { 20: 'debug', 30: 'info', 40: 'warn', 50: 'error' };

/** Turns pino's JSON lines into `12:00:01 info  message key=value`. */
function textDestination(): { write: (line: string) => void } {
  return {
    write(line) {
      const { level, time, msg, ...fields } = JSON.parse(line) as { level: number; time: string; msg: string };
      const data = Object.entries(fields).map(
        ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
      );
      process.stderr.write(`${[time.slice(11, 19), (levelNames[level] ?? '').padEnd(5), msg, ...data].join(' ')}\n`);
    },
  };
}
