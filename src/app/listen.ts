import { createServer } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { DomainError, messageOf } from '../domain/errors.js';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Rejects with `address_in_use` while nothing has been opened yet, so that a second start costs and changes nothing. */
export async function refuseUsedPort({ host, port }: Address): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(asAddressError(error, { host, port })));
    probe.listen({ host, port, exclusive: true }, resolve);
  });
  await new Promise((resolve) => probe.close(resolve));
}

/** Serves the application; resolves with its URL. */
export async function listen(app: INestApplication, { host, port }: Address): Promise<string> {
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    throw error instanceof Error ? asAddressError(error, { host, port }) : error;
  }
  return (await app.getUrl()).replace('[::1]', 'localhost').replace('127.0.0.1', 'localhost');
}

function asAddressError(error: Error, { host, port }: Address): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new DomainError(
      'address_in_use',
      `port ${port} on ${host} is in use by another program; stop it or set PLENUM_HTTP_PORT (or --port)`,
      { cause: error },
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EACCES') {
    return new DomainError(
      'invalid_configuration',
      `cannot listen on ${host}:${port} (${messageOf(error)}); set PLENUM_HTTP_HOST and PLENUM_HTTP_PORT`,
      { cause: error },
    );
  }
  return error;
}
