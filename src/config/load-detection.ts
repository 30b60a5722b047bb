import { readFile } from 'node:fs/promises';
import { DomainError, messageOf } from '../domain/errors.js';
import type { DetectionRule, DetectorSettings } from '../domain/detection/settings/detector-settings.js';
import { DetectionFile } from './detection.schema.js';
import { type PlacedProblem, YamlText } from './yaml-text.js';

/**
 * Reads and checks a `detection.yaml`, and answers it with the ways to do so again. Throws `invalid_configuration`, as they
 * do, that names every problem with its line and path.
 */
export async function loadDetection(file: string) {
  const read = () => readDetectionFile(file);
  const parse = (text: string) => parseDetection(text, file);
  const text = await read();
  return { file, text, value: parse(text), read, parse };
}

/** The rules in the text of a `detection.yaml`; `file` is its name in error messages. */
export function parseDetection(text: string, file: string): readonly DetectionRule[] {
  const source = new YamlText({ path: file, kind: 'detection file', docs: 'docs/detection-settings.md' }, text);
  const { rules } = source.parse(DetectionFile);
  const problems = [...rules.flatMap(({ set }, i) => orderProblems(set, ['rules', i, 'set'])), ...repeatedNames(rules)];
  if (problems.length > 0) throw source.refuse(problems);
  return rules.map(({ name, match, set }, i) => ({
    name: name ?? `rules[${i}], line ${source.lineOf(['rules', i])}`,
    match,
    set: withoutAbsent(set),
  }));
}

type SettingsEntry = DetectionFile['rules'][number]['set'];

/** Bounds that must rise from the first to the second where one rule has both. */
const rising = [
  ['validMin', 'validMax'],
  ['warningBelow', 'warningAbove'],
  ['criticalBelow', 'warningBelow'],
  ['warningAbove', 'criticalAbove'],
  ['criticalBelow', 'criticalAbove'],
] as const;

function orderProblems(set: SettingsEntry, path: readonly PropertyKey[]): PlacedProblem[] {
  return rising.flatMap(([lower, upper]) => {
    const [low, high] = [set[lower] ?? undefined, set[upper] ?? undefined];
    if (low === undefined || high === undefined || low < high) return [];
    return [{ path: [...path, upper], message: `must be above ${lower}, which is ${low}` }];
  });
}

function repeatedNames(rules: DetectionFile['rules']): PlacedProblem[] {
  const names = rules.map(({ name }) => name);
  return names.flatMap((name, i) =>
    name !== undefined && names.indexOf(name) < i
      ? [{ path: ['rules', i, 'name'], message: `another rule is called "${name}"` }]
      : [],
  );
}

/** A key that is absent leaves the setting as it is; one that is undefined would not. */
function withoutAbsent(set: SettingsEntry): Partial<DetectorSettings> {
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
}

async function readDetectionFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new DomainError(
      'invalid_configuration',
      `The detection file ${file} cannot be read (${messageOf(error)}). Correct PLENUM_DETECTION; docs/detection-settings.md has an example.`,
      { cause: error, details: { file } },
    );
  }
}
