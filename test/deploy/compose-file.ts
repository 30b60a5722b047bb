import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';

export interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: unknown;
  readonly ports?: readonly string[];
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly volumes?: readonly string[];
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

export const fileOf = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** The variables that `.env.example` sets. */
export function exampleEnv(): Readonly<Record<string, string | undefined>> {
  return parseEnv(readFileSync(fileOf('.env.example'), 'utf8'));
}

/** The name of a file of this machine in a mount `FILE:PLACE:ro`. */
export function mountedAt(place: string, { volumes = [] }: ComposeService): string | undefined {
  return volumes.find((volume) => volume.endsWith(`:${place}:ro`))?.split(':')[0];
}

/** docker-compose.yml with the variables put in as Compose does. Throws on one that is required and not set. */
export function composeFile(env: Readonly<Record<string, string | undefined>>): ComposeFile {
  const file: unknown = parse(readFileSync(fileOf('docker-compose.yml'), 'utf8'), { merge: true });
  const filled = JSON.stringify(file, (_, value: unknown) => (typeof value === 'string' ? fill(value, env) : value));
  return JSON.parse(filled) as ComposeFile;
}

function fill(text: string, env: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, rest?: string) => {
    const value = env[name] ?? '';
    if (value !== '') return value;
    if (kind === '?') throw new Error(`${name}: ${rest ?? ''}`);
    return rest ?? '';
  });
}
