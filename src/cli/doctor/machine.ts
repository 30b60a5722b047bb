import { totalmem } from 'node:os';
import { fail, type Finding, ok, warn } from './finding.js';

const leastNode = { major: 20, minor: 19 };
const gibibyte = 1024 ** 3;
const leastMemoryBytes = gibibyte;
const goodMemoryBytes = 2 * gibibyte;

/** Whether Node.js is recent enough (`engines` of package.json). */
export function checkNode(version: string = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isRecent = major > leastNode.major || (major === leastNode.major && minor >= leastNode.minor);
  if (isRecent) return ok('node', `Node.js ${version}`);
  const wanted = `${leastNode.major}.${leastNode.minor}`;
  return fail('node', `Node.js ${version} is older than ${wanted}`, `install Node.js ${wanted} or newer`);
}

/** Whether the machine, or the container around it, has enough memory for service and store. */
export function checkMemory(bytes: number = usableMemory()): Finding {
  const found = `${(bytes / gibibyte).toFixed(1)} GiB of memory`;
  if (bytes >= goodMemoryBytes) return ok('memory', found);
  const advice = 'give it 2 GiB, or lower PLENUM_STORE_MEMORY_MB';
  return bytes < leastMemoryBytes ? fail('memory', found, advice) : warn('memory', found, advice);
}

/** `constrainedMemory` answers 0, or more than there is, where nothing limits the process. */
function usableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/**
 * Whether the clock can be right: not before the time of the build, which happened in the past. A wrong clock would put
 * every point at a wrong time, or have it refused as coming from the future.
 */
export function checkClock(now: number, builtAt: number): Finding {
  const found = `the clock says ${new Date(now).toISOString()}`;
  if (now >= builtAt) return ok('clock', found);
  return fail('clock', `${found}, before this build was made`, 'set the clock, and keep it right with NTP');
}
