import type { LoggerService } from '@nestjs/common';
import type { Log } from '../ports/log.js';

/** Passes Nest's own messages on: its start-up chatter as debug, its warnings and errors as they are. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown): void {
    this.target.debug('framework message', { message: String(message) });
  }

  warn(message: unknown): void {
    this.target.warn('framework warning', { message: String(message) });
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.target.error('framework error', { message: String(message), details: rest.map(String) });
  }
}
