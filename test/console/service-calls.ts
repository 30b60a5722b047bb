import { service, until } from './console-page.js';

/** Asks the service directly, as an integrator would; resolves with its answer. */
export async function send(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(service.url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** Breaks something in the twin; resolves with the way to repair it. */
export async function inject(fault: object): Promise<() => Promise<unknown>> {
  const { id } = (await send('POST', '/api/v1/twin/faults', fault)) as { id: string };
  return () => send('DELETE', `/api/v1/twin/faults/${id}`);
}

/** A fault while another incident is open in the room joins that one, and has none of its own. */
export async function untilCalm(room: string): Promise<void> {
  const path = `/api/v1/incidents?state=open&within=${room}`;
  const isCalm = async () => ((await send('GET', path)) as { items: unknown[] }).items.length === 0;
  await until(`no incident is open in ${room}`, isCalm, 350_000);
}
