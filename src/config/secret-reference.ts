import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { messageOf } from '../domain/errors.js';

const reference = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;

/** A secret in a file that people share: only the name of a variable that holds it, as `${NAME}`. */
export const secret = z
  .string()
  .regex(reference, 'a secret is not written here: write ${NAME} and set that variable, or name a file');

/** A file that holds a secret and nothing else. */
export const secretFile = z.string().min(1);

/** A value of the given form, or `${NAME}`. */
export const valueOrReference = (isValid: (value: string) => boolean, message: string) =>
  z.string().refine((value) => reference.test(value) || isValid(value), message);

/** The value, or what is wrong. */
export type Resolved = { readonly value: string } | { readonly problem: string };

/** What a text stands for: itself, or the variable that it names. */
export function resolveReference(text: string, env: Readonly<Record<string, string | undefined>>): Resolved {
  const name = reference.exec(text)?.[1];
  if (name === undefined) return { value: text };
  const value = env[name];
  return value === undefined || value === '' ? { problem: `the variable ${name} is not set` } : { value };
}

/** The content of a file without the end of its last line. */
export function readSecretFile(path: string): Resolved {
  try {
    const value = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    return value === '' ? { problem: `${path} is empty` } : { value };
  } catch (error) {
    return { problem: `cannot be read (${messageOf(error)})` };
  }
}
