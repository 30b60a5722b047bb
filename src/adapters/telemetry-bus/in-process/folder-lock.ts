import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError, messageOf } from '../../../domain/errors.js';

/**
 * Keeps a second process off a folder by a file with the owner's process id and start time. A file whose owner has died
 * is taken over; the start time tells a new process with a reused id from the owner (where the system gives it).
 */
export class FolderLock {
  private constructor(private readonly path: string) {}

  /** Throws `conflict` when a living process has the folder. */
  static take(dir: string): FolderLock {
    const path = join(dir, 'lock');
    const own = identityOf(process.pid);
    try {
      writeFileSync(path, own, { flag: 'wx' });
    } catch (cause) {
      const owner = readOwner(path);
      if (owner === undefined) throw cause;
      if (isAlive(owner)) {
        throw new DomainError('conflict', `Process ${owner.pid} uses the telemetry log in ${dir}; stop it first.`, {
          details: { dir, pid: owner.pid },
          cause,
        });
      }
      writeFileSync(path, own);
    }
    return new FolderLock(path);
  }

  release(): void {
    rmSync(this.path, { force: true });
  }
}

interface Owner {
  readonly pid: number;
  readonly identity: string;
}

function readOwner(path: string): Owner | undefined {
  let identity: string;
  try {
    identity = readFileSync(path, 'utf8');
  } catch (error) {
    if (messageOf(error).includes('ENOENT')) return undefined;
    throw error;
  }
  return { pid: Number.parseInt(identity, 10), identity };
}

function isAlive({ pid, identity }: Owner): boolean {
  // A file torn by a crash of the machine has no id; process 0 would address our own group.
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (messageOf(error).includes('ESRCH')) return false;
    // EPERM: it lives, under another user.
  }
  return identityOf(pid) === identity;
}

/** `<pid> <start time>`; the start time, in clock ticks since boot, is field 22 of /proc/<pid>/stat and absent elsewhere. */
function identityOf(pid: number): string {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (!messageOf(error).includes('ENOENT')) throw error;
    return String(pid);
  }
  // The second field is the program's name in brackets and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return `${pid} ${fields[19] ?? ''}`;
}
