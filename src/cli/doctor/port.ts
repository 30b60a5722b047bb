import { createServer } from 'node:net';
import { fail, type Finding, ok } from './finding.js';

const probeTimeoutMs = 3_000;

/** Whether the service can listen where it is told to, or already does. */
export async function checkPort(host: string, port: number): Promise<Finding> {
  const code = await listenError(host, port);
  const where = `${host}:${port}`;
  if (code === undefined) return ok('port', `${where} is free`);
  if (code !== 'EADDRINUSE') {
    return fail('port', `cannot listen on ${where} (${code})`, 'set PLENUM_HTTP_HOST and PLENUM_HTTP_PORT');
  }
  if (await isPlenum(host, port)) return ok('port', `a Plenum is running at ${where}`);
  return fail('port', `${where} is used by another program`, 'set PLENUM_HTTP_PORT to a free port');
}

/** The error code that listening there meets; undefined when it works. */
function listenError(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

async function isPlenum(host: string, port: number): Promise<boolean> {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const authority = reachable.includes(':') ? `[${reachable}]` : reachable;
  const url = `http://${authority}:${port}/health`;
  const response = await fetch(url, { signal: AbortSignal.timeout(probeTimeoutMs) }).catch(() => undefined);
  return (await response?.text().catch(() => ''))?.includes('"plenum"') ?? false;
}
