import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const depcruise = join(checkout, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

/** Planted in a house of its own, so that the real one is never touched. */
describe('the arrows between folders', () => {
  let house: string;

  beforeEach(async () => {
    house = await mkdtemp(join(tmpdir(), 'plenum-house-'));
    await symlink(join(checkout, 'node_modules'), join(house, 'node_modules'));
    await write('tsconfig.json', '{ "compilerOptions": { "module": "nodenext", "moduleResolution": "nodenext" } }');
    await write('package.json', '{ "type": "module" }');
    await write('src/adapters/telemetry-store/duckdb/store.ts', 'export const store = 1;\n');
    await write('src/application/use-case.ts', 'export const useCase = 1;\n');
  });
  afterEach(() => rm(house, { recursive: true, force: true }));

  async function write(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(house, file)), { recursive: true });
    await writeFile(join(house, file), text);
  }

  /** What the check says about the house; empty when it is content. */
  function violations(): Promise<string> {
    const args = [depcruise, 'src', '--config', join(checkout, '.dependency-cruiser.cjs'), '--output-type', 'err'];
    return new Promise((resolve) => {
      execFile(process.execPath, args, { cwd: house }, (error, stdout, stderr) =>
        resolve(error ? stdout + stderr : ''),
      );
    });
  }

  it('a house in order passes', async () => {
    await write('src/domain/detector.ts', 'export const detector = 1;\n');
    expect(await violations()).toBe('');
  });

  it.each([
    ['domain-is-plain', 'src/domain/planted.ts', "export { useCase } from '../application/use-case.js';"],
    ['domain-has-no-libraries', 'src/domain/planted.ts', "export { z } from 'zod';"],
    [
      'application-knows-ports',
      'src/application/planted.ts',
      "export { store } from '../adapters/telemetry-store/duckdb/store.js';",
    ],
    [
      'adapters-know-ports',
      'src/adapters/notifiers/planted.ts',
      "export { useCase } from '../../application/use-case.js';",
    ],
    [
      'adapters-do-not-know-each-other',
      'src/adapters/notifiers/planted.ts',
      "export { store } from '../telemetry-store/duckdb/store.js';",
    ],
    ['nest-only-at-the-edge', 'src/application/planted.ts', "export { Injectable } from '@nestjs/common';"],
    ['typeorm-only-in-records', 'src/adapters/telemetry-store/planted.ts', "export { DataSource } from 'typeorm';"],
  ])('a planted violation of %s fails', async (rule, file, text) => {
    await write(file, `${text}\n`);
    expect(await violations()).toContain(rule);
  });
});
