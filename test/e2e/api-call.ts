/** One answer of the service, with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is not JSON. */
  readonly json: unknown;
}

export interface CallOptions {
  readonly method?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
}

/** Calls the service; resolves with whatever it answers. */
export async function call(url: string | URL, { method = 'GET', body, headers }: CallOptions = {}): Promise<Answer> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
}

/** Sends a JSON body. */
export function sendJson(url: string | URL, method: 'POST' | 'PUT', body: unknown, token?: string): Promise<Answer> {
  return call(url, {
    method,
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  });
}

/** All items of a list, page by page. */
export async function allItems<T>(url: string | URL): Promise<readonly T[]> {
  const items: T[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = new URL(url);
    if (cursor !== '') page.searchParams.set('cursor', cursor);
    const { status, json, text } = await call(page);
    if (status !== 200) throw new Error(`${page.href} answered ${status}: ${text}`);
    const answer = json as { items: readonly T[]; nextCursor: string | null };
    items.push(...answer.items);
    cursor = answer.nextCursor;
  }
  return items;
}
