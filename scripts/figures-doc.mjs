import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { figure } from './figure.mjs';

/** docs/figures.md: the latest results of `npm run bench`, good and bad, beside their targets. */
export async function figuresDoc(root) {
  const folder = join(root, 'bench', 'results');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  const areas = await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8'))));
  return [
    '# Figures',
    '',
    'Measured by `npm run bench`, latest run of each area. Ratio = measured / target; for times, memory and rates of false alarms less is',
    'better. Machines differ: compare ratios, and figures of one run with each other.',
    '',
    ...areas.flatMap(sectionOf),
  ].join('\n');
}

function sectionOf({ area, measuredAt, machine, rows }) {
  const lines = rows.map(({ what, value, unit, target, ratio, reference }) =>
    [
      what,
      `${figure(value)} ${unit}`.trim(),
      target === undefined ? '' : figure(target),
      ratio?.toFixed(2) ?? '',
      reference,
    ].join(' | '),
  );
  return [
    `## ${area[0].toUpperCase()}${area.slice(1)}`,
    '',
    `${measuredAt.slice(0, 10)}, Node ${machine.node}, ${machine.cpus} cores.`,
    '',
    '| what | measured | target | ratio | reference |',
    '| --- | --- | --- | --- | --- |',
    ...lines.map((line) => `| ${line} |`),
    '',
  ];
}
