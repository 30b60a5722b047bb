import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HostReading } from '../host-reading.js';
import { localMountPoints } from './file-systems.js';
import { linuxProbes } from './linux-probes.js';

/** A server as its kernel shows it: two cores, one disk with a loop device, one network card, no sensors yet. */
const bareServer: Readonly<Record<string, string>> = {
  'proc/stat':
    'cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 60 0 20 400 20 0 0 0 0 0\ncpu1 40 0 30 400 30 0 0 0 0 0\nintr 1 2 3\n',
  'proc/loadavg': '0.67 0.25 0.13 4/102 9365\n',
  'proc/uptime': '884.29 1633.18\n',
  'proc/meminfo': 'MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 400 kB\nSwapTotal: 200 kB\nSwapFree: 150 kB\n',
  'proc/diskstats':
    ' 7 0 loop0 5 0 40 1 0 0 0 0 0 1 1 0 0 0 0\n 8 0 sda 100 1 2000 30 50 2 400 40 0 1500 70 0 0 0 0\n 8 1 sda1 9 0 90 1 9 0 90 1 0 1 1\n',
  'proc/net/dev':
    'Inter-|   Receive  |  Transmit\n face |bytes packets\n lo: 9 9 0 0 0 0 0 0 9 9 0 0 0 0 0 0\n eth0:5000 40 1 0 0 0 0 0 700 30 2 0 0 0 0 0\n',
  'proc/self/mounts': 'proc /proc proc rw 0 0\n',
  'sys/block/sda/size': '1\n',
  'sys/block/loop0/size': '1\n',
};

let root: string;
let faults: string[];

const put = async (files: Readonly<Record<string, string>>) => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
};

const readAll = async (): Promise<readonly HostReading[]> => {
  const probes = linuxProbes({ proc: join(root, 'proc'), sys: join(root, 'sys') });
  const groups = await Promise.all(probes.map((probe) => probe.read((sensor) => faults.push(sensor))));
  return groups.flat();
};

const readingOf = async (metric: string, component = '') =>
  (await readAll()).find((reading) => reading.metric === metric && reading.component === component);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plenum-host-'));
  faults = [];
  await put(bareServer);
});

afterEach(() => rm(root, { recursive: true, force: true }));

describe('a Linux server without sensors', () => {
  it('shows its CPU as busy ticks of all ticks, for the whole and for each core', async () => {
    expect(await readingOf('system.cpu.utilization')).toMatchObject({ kind: 'share', part: 150, whole: 1000 });
    expect(await readingOf('system.cpu.utilization', 'cpu1')).toMatchObject({ part: 70, whole: 500 });
  });

  it('shows a machine with very many cores as a whole only', async () => {
    const cores = Array.from({ length: 64 }, (_, core) => `cpu${core} 1 0 1 8 0 0 0 0 0 0`);
    await put({ 'proc/stat': `cpu  64 0 64 512 0 0 0 0 0 0\n${cores.join('\n')}\n` });
    const shown = (await readAll()).filter(({ metric }) => metric === 'system.cpu.utilization');
    expect(shown.map(({ component }) => component)).toEqual(['']);
  });

  it('counts memory that caches would give up as free', async () => {
    expect(await readingOf('system.memory.usage')).toMatchObject({ value: 600 * 1024 });
    expect(await readingOf('system.memory.utilization')).toMatchObject({ value: 0.6 });
    expect(await readingOf('system.paging.utilization')).toMatchObject({ value: 0.25 });
  });

  it('says nothing about swap when there is none', async () => {
    await put({ 'proc/meminfo': 'MemTotal: 1000 kB\nMemAvailable: 400 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n' });
    expect(await readingOf('system.paging.utilization')).toBeUndefined();
  });

  it('shows whole disks, not partitions or loop devices', async () => {
    expect(await readingOf('system.disk.io.rate', 'sda read')).toMatchObject({ count: 2000 * 512 });
    expect(await readingOf('system.disk.io.rate', 'sda write')).toMatchObject({ count: 400 * 512 });
    expect(await readingOf('system.disk.operations.rate', 'sda write')).toMatchObject({ count: 50 });
    expect(await readingOf('system.disk.io_time.rate', 'sda')).toMatchObject({ count: 1.5 });
    const disks = (await readAll()).filter(({ metric }) => metric.startsWith('system.disk.'));
    expect(disks.every(({ component }) => component.startsWith('sda'))).toBe(true);
    expect(disks.some(({ component }) => component.startsWith('sda1'))).toBe(false);
  });

  it('shows network cards, not the loopback', async () => {
    expect(await readingOf('system.network.io.rate', 'eth0 receive')).toMatchObject({ count: 5000 });
    expect(await readingOf('system.network.io.rate', 'eth0 transmit')).toMatchObject({ count: 700 });
    expect(await readingOf('system.network.errors.rate', 'eth0 transmit')).toMatchObject({ count: 2 });
    expect(await readingOf('system.network.io.rate', 'lo receive')).toBeUndefined();
  });

  it('shows load and uptime', async () => {
    expect(await readingOf('system.cpu.load_average.1m')).toMatchObject({ value: 0.67 });
    expect(await readingOf('system.uptime')).toMatchObject({ value: 884.29 });
  });

  it('has no temperatures, power or batteries, and no faults for want of them', async () => {
    expect((await readAll()).filter(({ metric }) => metric.startsWith('hw.'))).toEqual([]);
    expect(faults).toEqual([]);
  });
});

describe('a server with sensors', () => {
  it('shows the temperatures, fans and power of its chips under their labels', async () => {
    await put({
      'sys/class/hwmon/hwmon0/name': 'coretemp\n',
      'sys/class/hwmon/hwmon0/temp1_input': '41500\n',
      'sys/class/hwmon/hwmon0/temp1_label': 'Package id 0\n',
      'sys/class/hwmon/hwmon0/fan2_input': '2100\n',
      'sys/class/hwmon/hwmon0/power1_average': '85000000\n',
    });
    expect(await readingOf('hw.temperature', 'coretemp Package id 0')).toMatchObject({ value: 41.5 });
    expect(await readingOf('hw.fan.speed', 'coretemp fan2')).toMatchObject({ value: 2100 });
    expect(await readingOf('hw.power', 'coretemp power1')).toMatchObject({ value: 85 });
  });

  it('tells two drives of the same driver apart by their device', async () => {
    for (const [chip, device] of [
      ['hwmon0', 'nvme0'],
      ['hwmon1', 'nvme1'],
    ] as const) {
      await put({ [`sys/class/hwmon/${chip}/name`]: 'nvme\n', [`sys/class/hwmon/${chip}/temp1_input`]: '40000\n' });
      await mkdir(join(root, 'sys/devices', device), { recursive: true });
      await symlink(join(root, 'sys/devices', device), join(root, 'sys/class/hwmon', chip, 'device'));
    }
    expect(await readingOf('hw.temperature', 'nvme@nvme0 temp1')).toBeDefined();
    expect(await readingOf('hw.temperature', 'nvme@nvme1 temp1')).toBeDefined();
  });

  it('leaves out and reports a sensor whose driver answers nonsense, and keeps its neighbours', async () => {
    await put({
      'sys/class/hwmon/hwmon0/name': 'acpitz\n',
      'sys/class/hwmon/hwmon0/temp1_input': 'N/A\n',
      'sys/class/hwmon/hwmon0/temp2_input': '30000\n',
    });
    expect(await readingOf('hw.temperature', 'acpitz temp1')).toBeUndefined();
    expect(await readingOf('hw.temperature', 'acpitz temp2')).toMatchObject({ value: 30 });
    expect(faults).toContain('acpitz temp1');
  });

  it('uses the thermal zones only when no chip shows temperatures', async () => {
    await put({ 'sys/class/thermal/thermal_zone0/type': 'soc\n', 'sys/class/thermal/thermal_zone0/temp': '55000\n' });
    expect(await readingOf('hw.temperature', 'zone0 soc')).toMatchObject({ value: 55 });
    await put({ 'sys/class/hwmon/hwmon0/name': 'soc\n', 'sys/class/hwmon/hwmon0/temp1_input': '55000\n' });
    expect(await readingOf('hw.temperature', 'zone0 soc')).toBeUndefined();
  });

  it('shows the energy counters with the value at which they wrap', async () => {
    await put({
      'sys/class/powercap/intel-rapl/enabled': '1\n',
      'sys/class/powercap/intel-rapl:0/name': 'package-0\n',
      'sys/class/powercap/intel-rapl:0/energy_uj': '5000000\n',
      'sys/class/powercap/intel-rapl:0/max_energy_range_uj': '262143000000\n',
      'sys/class/powercap/intel-rapl:0:1/name': 'dram\n',
      'sys/class/powercap/intel-rapl:0:1/energy_uj': '700000\n',
      'sys/class/powercap/intel-rapl-mmio:0/name': 'package-0\n',
      'sys/class/powercap/intel-rapl-mmio:0/energy_uj': '1\n',
    });
    expect(await readingOf('hw.energy.rate', 'package-0')).toMatchObject({ count: 5, wrapsAt: 262143 });
    expect(await readingOf('hw.energy.rate', 'package-0 dram')).toMatchObject({ count: 0.7 });
    expect((await readAll()).filter(({ metric }) => metric === 'hw.energy.rate')).toHaveLength(2);
  });

  it('reports an energy counter that it cannot read', async () => {
    await mkdir(join(root, 'sys/class/powercap/intel-rapl:0/energy_uj'), { recursive: true });
    expect(await readingOf('hw.energy.rate', 'intel-rapl:0')).toBeUndefined();
    expect(faults).toContain('power counter intel-rapl:0');
  });

  it("shows its own battery, not a mouse's", async () => {
    await put({
      'sys/class/power_supply/BAT0/type': 'Battery\n',
      'sys/class/power_supply/BAT0/capacity': '87\n',
      'sys/class/power_supply/BAT0/power_now': '12500000\n',
      'sys/class/power_supply/hid-1/type': 'Battery\n',
      'sys/class/power_supply/hid-1/scope': 'Device\n',
      'sys/class/power_supply/hid-1/capacity': '5\n',
    });
    expect(await readingOf('hw.battery.charge', 'BAT0')).toMatchObject({ value: 0.87 });
    expect(await readingOf('hw.power', 'BAT0')).toMatchObject({ value: 12.5 });
    expect(await readingOf('hw.battery.charge', 'hid-1')).toBeUndefined();
  });
});

describe('file systems', () => {
  it('are those on local devices, once each, without read-only images', () => {
    const mounts = [
      'tmpfs /run tmpfs rw 0 0',
      '/dev/sda1 /etc/hosts ext4 rw 0 0',
      '/dev/sda1 / ext4 rw 0 0',
      '/dev/loop3 /snap/core squashfs ro 0 0',
      '/dev/sdb1 /mnt/cold\\040store xfs rw 0 0',
      'nas:/export /mnt/nas nfs4 rw 0 0',
    ].join('\n');
    expect(localMountPoints(mounts)).toEqual(['/', '/mnt/cold store']);
  });

  it('that have gone are reported, not shown as empty', async () => {
    await put({ 'proc/self/mounts': `/dev/sda1 ${root} ext4 rw 0 0\n/dev/sdb1 ${root}/gone ext4 rw 0 0\n` });
    expect(await readingOf('system.filesystem.utilization', root)).toBeDefined();
    expect(await readingOf('system.filesystem.utilization', `${root}/gone`)).toBeUndefined();
    expect(faults).toContain(`file system ${root}/gone`);
  });
});
