import { DomainError, messageOf } from '../domain/errors.js';

export interface ServiceAddress {
  readonly url: string;
  readonly token?: string;
}

/** Options shared by all commands that talk to a running service. */
export const serviceOptions = {
  url: ['--url <url>', 'address of the running service', 'http://127.0.0.1:8080'],
  token: ['--token <key>', 'API key (not needed on the machine itself); also PLENUM_TOKEN'],
} as const;

/** Calls the running service and returns its JSON answer; a refusal becomes an error with the service's own words. */
export async function callService(
  address: ServiceAddress,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const token = address.token ?? process.env['PLENUM_TOKEN'];
  if (!URL.canParse(path, address.url)) {
    throw new DomainError(
      'invalid_input',
      `--url ${address.url} is not an address; give one such as ${serviceOptions.url[2]}`,
    );
  }
  let response: Response;
  try {
    response = await fetch(new URL(path, address.url), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new DomainError(
      'unavailable',
      `no Plenum answers at ${address.url} (${causeOf(error)}); start it with \`npm start\` or give --url`,
      { cause: error },
    );
  }
  const text = await response.text();
  if (text !== '' && response.headers.get('content-type')?.includes('json') !== true) {
    throw new DomainError('invalid_input', `what answers at ${address.url} is not Plenum; give its address with --url`);
  }
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  if (response.ok) return answer;
  const detail = typeof answer === 'object' && answer !== null && 'detail' in answer ? String(answer.detail) : text;
  throw new DomainError('invalid_input', `the service answered ${response.status}: ${detail}`);
}

function causeOf(error: unknown): string {
  return error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : messageOf(error);
}
