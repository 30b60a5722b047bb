import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { DomainError } from '../domain/errors.js';

export type YamlPath = readonly PropertyKey[];

/** A problem of a file by its place in the YAML tree. */
export interface PlacedProblem {
  readonly path: YamlPath;
  readonly message: string;
}

/** A file as its errors speak of it. */
export interface YamlFile {
  /** Where it is. */
  readonly path: string;
  /** What it is, such as `site file`. */
  readonly kind: string;
  /** The document that explains its keys. */
  readonly docs: string;
}

/** The text of a YAML file with its positions, so that every problem can name file, line and path. */
export class YamlText {
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed;

  constructor(
    private readonly file: YamlFile,
    text: string,
  ) {
    this.#document = parseDocument(text, { lineCounter: this.#lines });
    const problems = this.#document.errors.map(
      (error) => `  ${file.path}:${this.#lines.linePos(error.pos[0]).line}  ${error.message.split('\n', 1)[0] ?? ''}`,
    );
    if (problems.length > 0) throw refusal(file, problems);
  }

  /** The checked content. Throws `invalid_configuration` with all problems in one message. */
  parse<Schema extends z.ZodType>(schema: Schema): z.infer<Schema> {
    const result = schema.safeParse(this.#document.toJS() ?? {});
    if (!result.success) throw this.refuse(result.error.issues.flatMap(problemsOf));
    return result.data;
  }

  /** One error for all problems, in the order of their lines. */
  refuse(problems: readonly PlacedProblem[]): DomainError {
    const placed = problems.map(({ path, message }) => ({ ...this.#locate(path), message }));
    placed.sort((a, b) => a.line - b.line);
    return refusal(
      this.file,
      placed.map(({ line, at, message }) => `  ${this.file.path}:${line}  ${at}: ${message}`),
    );
  }

  /** The line, counted from 1, on which the deepest node on the path stands that exists in the file. */
  lineOf(path: YamlPath): number {
    return this.#locate(path).line;
  }

  /** The line of the deepest node on the path that exists in the file, and the path as people write it. */
  #locate(path: YamlPath): { line: number; at: string } {
    let node: unknown = this.#document.contents;
    let offset = 0;
    let at = '';
    for (const step of path) {
      if (typeof step === 'number') {
        // A single entry that stands where a list may stand has no index in the file.
        if (!isSeq(node)) continue;
        at += `[${step}]`;
        node = node.items[step];
      } else {
        at += `${at === '' ? '' : '.'}${String(step)}`;
        const pair = isMap(node)
          ? node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step)
          : undefined;
        if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset;
        node = pair?.value;
      }
      if (isMap(node) && typeof step === 'number') offset = node.range?.[0] ?? offset;
    }
    return { line: this.#lines.linePos(offset).line, at: at || 'the file' };
  }
}

function problemsOf(issue: z.core.$ZodIssue): PlacedProblem[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
  return issue.keys.map((key) => ({
    path: [...issue.path, key],
    message: 'unknown key; remove it or correct its spelling',
  }));
}

function refusal({ path, kind, docs }: YamlFile, problems: readonly string[]): DomainError {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  return new DomainError(
    'invalid_configuration',
    `The ${kind} has ${count}:\n${problems.join('\n')}\nCorrect ${path}; ${docs} explains every key.`,
    { details: { file: path, problems } },
  );
}
