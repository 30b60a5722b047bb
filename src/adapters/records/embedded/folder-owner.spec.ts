import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FolderOwner } from './folder-owner.js';

describe('a folder with an owner', () => {
  let folder: string;
  const file = () => join(folder, 'owner.pid');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plenum-owner-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is free again when it is released', () => {
    FolderOwner.claim(folder).release();
    expect(existsSync(file())).toBe(false);
    FolderOwner.claim(folder);
    expect(readFileSync(file(), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  });

  it('is refused while its owner lives', () => {
    FolderOwner.claim(folder);
    expect(() => FolderOwner.claim(folder)).toThrow(
      expect.objectContaining({ code: 'conflict', details: { folder, pid: process.pid } }),
    );
  });

  it('is taken over from a process that was killed', async () => {
    const killed = spawn(process.execPath, ['--eval', '']);
    await once(killed, 'exit');
    writeFileSync(file(), `${killed.pid} 12345\n`);
    FolderOwner.claim(folder);
    expect(readFileSync(file(), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  });

  it('is taken over when the process id has been given to another process since, as after a reboot', () => {
    writeFileSync(file(), `${process.pid} 1\n`);
    FolderOwner.claim(folder);
    expect(readFileSync(file(), 'utf8')).not.toBe(`${process.pid} 1\n`);
  });

  it.each(['', '12', 'no number\n'])('is taken over from a process killed while it wrote %j', (text) => {
    writeFileSync(file(), text);
    FolderOwner.claim(folder);
    expect(readFileSync(file(), 'utf8')).toMatch(/^\d+ \d*\n$/);
  });
});
