import { mulberry32 } from './mulberry32.js';

/** Points in the lines of one host at one time. */
export const fieldsPerHost = 20;

/** Width of a time in epoch ms until the year 2286; a body's times are overwritten in place. */
const timeDigits = 13;
const placeholder = '0'.repeat(timeDigits);

/**
 * A request body of line protocol for some hosts at one time, as Telegraf would send it. Making the text costs more
 * than sending it, so a body is made once, and only its times are written anew for each request.
 */
export class LoadBody {
  readonly points: number;
  readonly #bytes: Buffer;
  readonly #timeOffsets: readonly number[];

  constructor(hosts: readonly string[], seed: number) {
    const random = mulberry32(seed);
    const text = hosts.map((host) => hostLines(host, random)).join('');
    this.#bytes = Buffer.from(text, 'ascii');
    this.#timeOffsets = [...text.matchAll(new RegExp(`(?<= )${placeholder}(?=\n)`, 'g'))].map(({ index }) => index);
    this.points = hosts.length * fieldsPerHost;
  }

  /** The body with all its times set to `at`. The bytes are valid until the next call. */
  at(at: number): Buffer {
    const digits = String(at);
    for (const offset of this.#timeOffsets) this.#bytes.write(digits, offset, timeDigits, 'latin1');
    return this.#bytes;
  }
}

function hostLines(host: string, random: () => number): string {
  const around = (mean: number, spread: number) => (mean + (random() - 0.5) * spread).toFixed(3);
  const whole = (mean: number, spread: number) => `${Math.round(mean + (random() - 0.5) * spread)}i`;
  const rack = host.slice(0, -2);
  return [
    `cpu,cpu=cpu-total,host=${host} usage_active=${around(40, 9)},usage_user=${around(30, 8)},usage_system=${around(8, 3)},usage_iowait=${around(2, 1)},usage_steal=${around(1, 1)} ${placeholder}\n`,
    `mem,host=${host} used_percent=${around(62, 2)},available_percent=${around(38, 2)},used=${whole(159e9, 4e9)},available=${whole(97e9, 4e9)},cached=${whole(40e9, 1e9)} ${placeholder}\n`,
    `system,host=${host} load1=${around(14, 4)},load5=${around(14, 2)},load15=${around(14, 1)},n_users=${whole(3, 2)},n_cpus=64i ${placeholder}\n`,
    `chassis,host=${host},rack=${rack} inlet_celsius=${around(22, 1)},outlet_celsius=${around(36, 2)},fan_rpm=${around(7200, 300)},power_watts=${around(480, 60)},voltage_volts=${around(230, 3)} ${placeholder}\n`,
  ].join('');
}
