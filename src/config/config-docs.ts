import type { z } from 'zod';
import { embeddedEnv } from './env.schema.js';

/** The page docs/config.md, made from the schema so that it cannot be wrong. */
export function configDocs(): string {
  const rows = Object.entries(embeddedEnv.shape).map(([name, schema]) => {
    const { description = '' } = schema as z.ZodType;
    return `| \`${name}\` | ${defaultOf(schema)} | ${description} |`;
  });
  return [
    '# Configuration',
    '',
    'Environment variables, read once at start. A wrong value or an unknown `PLENUM_*` name stops the start with one message that names',
    'every problem. Options of `plenum up` win over variables. The data center itself is described in `site.yaml`: see [site.md](site.md).',
    '',
    '| variable | default | meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** What parsing nothing gives; a dash where there is no default. */
function defaultOf(schema: z.ZodType): string {
  const parsed = schema.safeParse(undefined);
  if (!parsed.success || parsed.data === undefined) return '–';
  if (typeof parsed.data === 'boolean') return parsed.data ? '`on`' : '`off`';
  return `\`${JSON.stringify(parsed.data).replaceAll('"', '')}\``;
}
