import type { z } from 'zod';
import { centralEnv } from './central-env.js';
import { commonEnv } from './common-env.js';
import { distributedOnlyEnv } from './distributed-env.js';
import { edgeOnlyEnv } from './edge-env.js';
import { embeddedOnlyEnv } from './embedded-env.js';

/** The page docs/config.md, made from the schema so that it cannot be wrong. */
export function configDocs(): string {
  return [
    '# Configuration',
    '',
    'Environment variables, read once at start, or lines of the file that `PLENUM_CONFIG_FILE` names. A wrong value or an unknown',
    '`PLENUM_*` name stops the start with one message that names every problem. Options of `plenum up` win over variables. The data',
    'center itself is described in `site.yaml`: see [site.md](site.md).',
    '',
    ...section('Every mode', commonEnv),
    ...section('Embedded mode', embeddedOnlyEnv),
    ...section('Distributed mode', distributedOnlyEnv),
    ...section('Edge mode', edgeOnlyEnv),
    ...section('Distributed and edge mode', centralEnv),
  ].join('\n');
}

function section(title: string, shape: Readonly<Record<string, z.ZodType>>): readonly string[] {
  const rows = Object.entries(shape).map(
    ([name, schema]) => `| \`${name}\` | ${defaultOf(schema)} | ${schema.description ?? ''} |`,
  );
  return [`## ${title}`, '', '| variable | default | meaning |', '| --- | --- | --- |', ...rows, ''];
}

/** What parsing nothing gives; a dash where there is no default. */
function defaultOf(schema: z.ZodType): string {
  const parsed = schema.safeParse(undefined);
  if (!parsed.success || parsed.data === undefined) return '–';
  if (typeof parsed.data === 'boolean') return parsed.data ? '`on`' : '`off`';
  return `\`${JSON.stringify(parsed.data).replaceAll('"', '')}\``;
}
