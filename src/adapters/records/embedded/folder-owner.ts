import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../../domain/errors.js';
import { errorCode } from '../error-code.js';

/** A process as `owner.pid` names it. */
interface Owner {
  readonly pid: number;
  /** When the process started, in ticks after boot (field 22 of /proc/<pid>/stat); empty where there is no /proc. */
  readonly startedAt: string;
}

/**
 * Holds a folder for this process, as PostgreSQL does with `postmaster.pid`: a file that only one can create and that
 * names its maker. A file left by a killed process is recognised and replaced. It holds within one machine and one pid
 * namespace: two containers on the same volume are kept apart only by the container platform.
 */
export class FolderOwner {
  readonly #file: string;

  private constructor(folder: string) {
    this.#file = join(folder, 'owner.pid');
  }

  /** @throws DomainError `conflict` when a living process holds the folder. */
  static claim(folder: string): FolderOwner {
    const owner = new FolderOwner(folder);
    if (owner.#create()) return owner;
    const holder = owner.#holder();
    if (holder && isAlive(holder)) {
      throw new DomainError(
        'conflict',
        `The records in ${folder} are in use by process ${holder.pid}. Stop it first.`,
        {
          details: { folder, pid: holder.pid },
        },
      );
    }
    rmSync(owner.#file, { force: true });
    if (owner.#create()) return owner;
    throw new DomainError('conflict', `Another process has just taken the records in ${folder}. Stop it first.`, {
      details: { folder },
    });
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }

  #create(): boolean {
    let descriptor: number;
    try {
      descriptor = openSync(this.#file, 'wx', 0o600);
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      throw error;
    }
    writeSync(descriptor, `${process.pid} ${startOf(process.pid) ?? ''}\n`);
    fsyncSync(descriptor);
    closeSync(descriptor);
    return true;
  }

  /** Undefined when the file is gone or was cut short by a kill while it was written. */
  #holder(): Owner | undefined {
    const match = /^(\d+) (\d*)\n$/.exec(readIfThere(this.#file) ?? '');
    return match?.[1] === undefined ? undefined : { pid: Number(match[1]), startedAt: match[2] ?? '' };
  }
}

/** A process id is used again after a reboot and in every new container; the start time tells such a process apart. */
function isAlive({ pid, startedAt }: Owner): boolean {
  const start = startOf(pid);
  if (start !== undefined) return start === startedAt;
  if (startedAt !== '') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Undefined for a process that is gone or dead but not yet collected by its parent, and where there is no /proc. */
function startOf(pid: number): string | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The second field, the command in parentheses, may itself hold spaces and parentheses.
  const [state, ...afterState] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return state === 'Z' ? undefined : afterState[18];
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(errorCode(error))) return undefined;
    throw error;
  }
}
