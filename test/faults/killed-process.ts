import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const loader = new URL('./typescript-loader.mjs', import.meta.url).href;

/**
 * Runs a child program, a TypeScript file of this folder, and kills it with SIGKILL when it has printed `lines` lines.
 * Resolves with every line it got out, the ones printed between the decision and its death included.
 */
export async function runUntilKilled(program: string, args: readonly string[], lines: number): Promise<string[]> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn(process.execPath, ['--import', loader, path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: string[] = [];
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  createInterface({ input: child.stdout }).on('line', (line) => {
    printed.push(line);
    if (printed.length === lines) child.kill('SIGKILL');
  });
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (_code, endedBy) => resolve(endedBy));
  });
  if (signal !== 'SIGKILL') throw new Error(`the child ended by itself: ${complaint}`);
  return printed;
}

/** Numbers from 0 up to but not including 1, the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
