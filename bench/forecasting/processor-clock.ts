import { SystemClock } from '../../src/adapters/system/system-clock.js';

/** Durations in processor time of this process, so that what else runs on the machine does not count. */
export class ProcessorClock extends SystemClock {
  override monotonic(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}
