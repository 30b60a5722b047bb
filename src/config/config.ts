import { join } from 'node:path';
import type { z } from 'zod';
import { DomainError } from '../domain/errors.js';
import { nearestName } from '../domain/nearest-name.js';
import { checkoutRoot } from './checkout.js';
import { type DistributedConfig, distributedConfigOf } from './distributed-config.js';
import { type EdgeConfig, edgeConfigOf } from './edge-config.js';
import { type EmbeddedConfig, embeddedConfigOf } from './embedded-config.js';
import { envSchema, envShapes, modes } from './env.schema.js';
import { jointProblems } from './joint-problems.js';

/** The demo site that comes with Plenum. */
export const demoSiteFile = join(checkoutRoot, 'sites', 'demo.yaml');

/** Everything that can be set, frozen, with units in the names. */
export type Config = EmbeddedConfig | DistributedConfig | EdgeConfig;

/**
 * The configuration from environment variables. Throws `invalid_configuration` with one message that names every bad
 * variable, unknown `PLENUM_*` names among them; other variables are none of our business.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const ours: Record<string, string | undefined> = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name.startsWith('PLENUM_') && value !== undefined && value !== ''),
  );
  ours['PLENUM_MODE'] ??= 'embedded';
  const parsed = envSchema.safeParse(ours);
  const problems = [
    ...(parsed.error?.issues ?? []).flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((name) => `${name}: ${whyUnknown(name, ours['PLENUM_MODE'])}`)
        : [`${issue.path.join('.')}: ${ours[String(issue.path[0])] === undefined ? 'required' : issue.message}`],
    ),
    ...jointProblems(ours),
  ];
  if (parsed.success && problems.length === 0) {
    return configOf(parsed.data);
  }
  throw new DomainError('invalid_configuration', `configuration: ${problems.join('; ')}. See docs/config.md.`, {
    details: { problems },
  });
}

function configOf(env: z.infer<typeof envSchema>): Config {
  switch (env.PLENUM_MODE) {
    case 'embedded':
      return embeddedConfigOf(env);
    case 'distributed':
      return distributedConfigOf(env);
    case 'edge':
      return edgeConfigOf(env);
  }
}

function whyUnknown(name: string, mode: string | undefined): string {
  const owners = modes.filter((owner) => owner !== mode && Object.hasOwn(envShapes[owner], name));
  if (owners.length > 0) return `belongs to PLENUM_MODE=${owners.join(' or ')}`;
  const known = envShapes[modes.find((one) => one === mode) ?? 'embedded'];
  const meant = nearestName(name, Object.keys(known), 'PLENUM_');
  return meant === undefined ? 'unknown variable' : `unknown variable (did you mean ${meant}?)`;
}
