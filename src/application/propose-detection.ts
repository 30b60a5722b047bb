import type { DetectionRule } from '../domain/detection/settings/detector-settings.js';
import { DomainError } from '../domain/errors.js';

/** What somebody thinks of changing. What is left out stays as it is. */
export interface DetectionProposal {
  /** The text of a detection file. */
  readonly settings: string | undefined;
  /** `replace`: the text is the whole file; `add`: its rules are added behind those in force. */
  readonly mode: 'replace' | 'add';
  /** Of every series, whatever rules say of it. */
  readonly sensitivity: number | undefined;
}

/** Throws `invalid_configuration` when the text is not valid as a whole. */
type ParseRules = (text: string) => readonly DetectionRule[];

/** The rules that a proposal comes to. Throws `invalid_input` that names every mistake of its text by line and path. */
export function proposedRules(
  { settings, mode, sensitivity }: DetectionProposal,
  present: readonly DetectionRule[],
  parse: ParseRules,
): readonly DetectionRule[] {
  const written = settings === undefined ? undefined : parsed(settings, parse);
  const rules = written && mode === 'replace' ? written : [...present, ...(written ?? [])];
  return sensitivity === undefined ? rules : withSensitivity(rules, sensitivity);
}

function withSensitivity(rules: readonly DetectionRule[], sensitivity: number): readonly DetectionRule[] {
  const others = rules.map(({ set: { sensitivity: _, ...set }, ...rule }) => ({ ...rule, set }));
  return [...others, { name: `sensitivity ${sensitivity}`, match: {}, set: { sensitivity } }];
}

function parsed(text: string, parse: ParseRules): readonly DetectionRule[] {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid_configuration') throw error;
    throw new DomainError('invalid_input', error.message, { cause: error, details: error.details });
  }
}
