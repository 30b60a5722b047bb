import type { Server } from 'node:http';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import type { NextFunction, Request, Response } from 'express';
import { DomainError } from '../domain/errors.js';

/** How long an answer that is under way may take at shutdown before its connection is cut. */
const limitMs = 10_000;

/**
 * Ends the HTTP side without cutting anybody off. From the first moment of a shutdown new requests on open connections
 * get `unavailable`; those under way are answered, and each connection closes with its answer.
 */
export class HttpDrain implements BeforeApplicationShutdown {
  readonly #underWay = new Set<Response>();
  #isDraining = false;

  constructor(private readonly host: HttpAdapterHost) {}

  /** Middleware that must stand before all others that answer. */
  readonly admit = (_request: Request, response: Response, next: NextFunction): void => {
    if (this.#isDraining) {
      response.setHeader('Connection', 'close');
      next(new DomainError('unavailable', 'the service is shutting down; send the request again in a moment'));
      return;
    }
    this.#underWay.add(response);
    response.on('close', () => {
      this.#underWay.delete(response);
      if (this.#isDraining) this.#server.closeIdleConnections();
    });
    next();
  };

  beforeApplicationShutdown(): void {
    this.#isDraining = true;
    for (const response of this.#underWay) {
      if (!response.headersSent) response.setHeader('Connection', 'close');
    }
    this.#server.closeIdleConnections();
    setTimeout(() => this.#server.closeAllConnections(), limitMs).unref();
  }

  get #server(): Server {
    return this.host.httpAdapter.getHttpServer() as Server; // untyped in the framework; create-app.ts makes an HTTP/1 one
  }
}
