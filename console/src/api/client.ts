import { apiKeyState, askForApiKey } from './api-key.js';
import { ApiProblem, isAbort } from './problem.js';

const root = '/api/v1';

export type Query = Readonly<Record<string, string | number | undefined>>;
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface RequestOptions {
  readonly query?: Query;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** The parsed body of a successful answer (undefined when it has none); rejects with an ApiProblem. */
export async function request(method: Method, path: string, options: RequestOptions = {}): Promise<unknown> {
  const response = await send(method, path, options);
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** Like `request`, but hands over the open response, for streams. */
export async function send(method: Method, path: string, options: RequestOptions = {}): Promise<Response> {
  const { secret } = apiKeyState();
  const headers = new Headers();
  if (secret !== null) headers.set('authorization', `Bearer ${secret}`);
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  const response = await fetch(root + path + search(options.query), {
    method,
    headers,
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: options.signal ?? null,
  }).catch((error: unknown) => {
    throw isAbort(error) ? error : ApiProblem.from(error);
  });
  if (response.ok) return response;
  if (response.status === 401) askForApiKey(secret);
  throw ApiProblem.fromBody(response.status, await bodyOf(response));
}

function search(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** A proxy on the way may answer with HTML; then the status has to do. */
async function bodyOf(response: Response): Promise<unknown> {
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return isJson ? await response.json() : undefined;
}
