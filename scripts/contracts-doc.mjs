import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * docs/contracts.md: the numbered sentences of the contract suites, which are the names of their tests. Rejects when two
 * of them have the same number: of one suite, or of all when a prefix numbers them through several.
 */
export async function contractsDoc(root) {
  const folder = join(root, 'test', 'contracts');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.contract.ts')).sort();
  const sections = await Promise.all(
    files.map(async (file) => ({ file, sentences: sentencesOf(await readFile(join(folder, file), 'utf8')) })),
  );
  refuseRepeats(sections);
  return [
    '# Contracts',
    '',
    'What every implementation of a port or catalogue must do. Each sentence is the name of a test in `test/contracts/`; every adapter and',
    'every catalogue entry runs the whole suite of its port. The promises of single methods stand above them in `src/ports/`.',
    '',
    ...sections.map(sectionOf),
  ].join('\n');
}

/** The number of each sentence and what it says. */
function sentencesOf(text) {
  const titles = text.matchAll(/^\s*(?:it|test)(?:\.\w+)?\(\s*(['"`])((?:[A-Z]+-)?\d+\.? (?:MUST|SHOULD).*?)\1,/gms);
  return [...titles].map(([, , title]) => {
    const [, id, sentence] = /^(\S+?)\.? (.*)$/s.exec(title);
    return { id, sentence };
  });
}

function refuseRepeats(sections) {
  const seen = new Set();
  for (const { file, sentences } of sections) {
    for (const { id } of sentences) {
      const name = /^\d+$/.test(id) ? `${id} of ${file}` : id;
      if (seen.has(name)) throw new Error(`Two promises of the contracts are called ${name}.`);
      seen.add(name);
    }
  }
}

function sectionOf({ file, sentences }) {
  const title = file.replace('.contract.ts', '').replaceAll('-', ' ');
  const lines = sentences.map(({ id, sentence }) => `- **${id}** ${sentence}`);
  return [`## ${title[0].toUpperCase()}${title.slice(1)}`, '', `\`test/contracts/${file}\``, '', ...lines, ''].join(
    '\n',
  );
}
