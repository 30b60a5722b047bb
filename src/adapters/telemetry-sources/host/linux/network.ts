import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostProbe, HostReading } from '../host-reading.js';
import { fieldsOfLines, type KernelRoots } from './kernel-files.js';

/** Loopback, and the near ends of containers and tunnels: they come and go, and their traffic is counted on the way out. */
const notAnInterface = /^(?:lo$|veth|cali|ifb|tap|tun|dummy)/;

/** Bytes, packets and errors of each interface that has ever carried traffic, from /proc/net/dev. */
export function networkProbe({ proc }: KernelRoots): HostProbe {
  return {
    name: 'network',
    async read() {
      const text = await readFile(join(proc, 'net', 'dev'), 'utf8');
      // A full counter may follow the colon without a blank.
      return fieldsOfLines(text.replaceAll(':', ': '))
        .filter(([name = '']) => name.endsWith(':'))
        .flatMap(mapInterfaceLine);
    },
  };
}

function mapInterfaceLine([label = '', ...counts]: readonly string[]): readonly HostReading[] {
  const name = label.slice(0, -1);
  const [received = 0, receivedPackets = 0, receiveErrors = 0, , , , , , sent = 0, sentPackets = 0, sendErrors = 0] =
    counts.map(Number);
  if (notAnInterface.test(name) || receivedPackets + sentPackets === 0) return [];
  const [receive, transmit] = [`${name} receive`, `${name} transmit`];
  return [
    { metric: 'system.network.io.rate', component: receive, kind: 'counter', count: received },
    { metric: 'system.network.io.rate', component: transmit, kind: 'counter', count: sent },
    { metric: 'system.network.packets.rate', component: receive, kind: 'counter', count: receivedPackets },
    { metric: 'system.network.packets.rate', component: transmit, kind: 'counter', count: sentPackets },
    { metric: 'system.network.errors.rate', component: receive, kind: 'counter', count: receiveErrors },
    { metric: 'system.network.errors.rate', component: transmit, kind: 'counter', count: sendErrors },
  ];
}
