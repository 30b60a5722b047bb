import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** docs/contracts.md: the numbered sentences of the contract suites, which are the names of their tests. */
export async function contractsDoc(root) {
  const folder = join(root, 'test', 'contracts');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.contract.ts')).sort();
  const sections = await Promise.all(
    files.map(async (file) => sectionOf(file, await readFile(join(folder, file), 'utf8'))),
  );
  return [
    '# Contracts',
    '',
    'What every implementation of a port or catalogue must do. Each sentence is the name of a test in `test/contracts/`; every adapter and',
    'every catalogue entry runs the whole suite of its port. The promises of single methods stand above them in `src/ports/`.',
    '',
    ...sections,
  ].join('\n');
}

function sectionOf(file, text) {
  const sentences = [
    ...text.matchAll(/^\s*(?:it|test)(?:\.\w+)?\(\s*(['"`])((?:[A-Z]+-)?\d+\.? (?:MUST|SHOULD).*?)\1,/gms),
  ];
  const title = file.replace('.contract.ts', '').replaceAll('-', ' ');
  const lines = sentences.map(([, , sentence]) => `- ${sentence.replace(/^(\S+?)\.? /, '**$1** ')}`);
  return [`## ${title[0].toUpperCase()}${title.slice(1)}`, '', `\`test/contracts/${file}\``, '', ...lines, ''].join(
    '\n',
  );
}
