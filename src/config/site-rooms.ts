import type { Asset, Position } from '../domain/assets/asset.js';
import { type AssetList, feedsFrom, identity, Numbering } from './site-assets.js';
import { addServers } from './site-servers.js';
import type { YamlPath } from './yaml-text.js';
import type { RoomEntry, RowEntry, SiteFile } from './site.schema.js';

const crahSize = { width: 0.9, depth: 1.2 };
const cabinetSize = { width: 0.6, depth: 0.9 };

/** A room with its power devices, CRAHs, rows, racks and servers. */
export function addRoom(list: AssetList, file: SiteFile, room: RoomEntry, path: YamlPath, cooledBy: string[]): void {
  const { widthM, depthM, heightM } = room.size;
  list.add(path, {
    id: room.id,
    name: room.name ?? room.id,
    kind: 'room',
    parentId: file.name,
    position: { x: 0, y: 0, width: widthM, depth: depthM },
    aliases: room.aliases ?? [],
    attributes: { ...room.attributes, widthM, depthM, heightM },
  });
  addPowerDevices(list, room, 'ups', path);
  addPowerDevices(list, room, 'pdus', path);
  addCrahs(list, room, path, cooledBy);
  const rowNumbers = new Numbering(`${room.id}-row`);
  const rackNumbers = new Numbering(`${room.id}-rack`, 2);
  room.rows?.forEach((row, i) => {
    for (const member of rowNumbers.members(row)) {
      const rowAsset = list.add([...path, 'rows', i], {
        ...identity(member),
        kind: 'row',
        parentId: room.id,
        attributes: row.attributes ?? {},
      });
      addRacks(list, file, { row, rowAsset, rackNumbers, path: [...path, 'rows', i] });
    }
  });
}

function addPowerDevices(list: AssetList, room: RoomEntry, key: 'ups' | 'pdus', path: YamlPath): void {
  const kind = key === 'ups' ? 'ups' : 'pdu';
  const numbers = new Numbering(`${room.id}-${kind}`);
  room[key]?.forEach((entry, i) => {
    for (const member of numbers.members(entry)) {
      list.add([...path, key, i], {
        ...identity(member),
        kind,
        parentId: room.id,
        position: entry.at ? along(entry.at, { x: 0, y: cabinetSize.depth }, member.index, cabinetSize) : null,
        feeds: feedsFrom({ A: entry.from }),
        attributes: { ...entry.attributes, ratedPowerW: entry.ratedPowerW },
      });
    }
  });
}

function addCrahs(list: AssetList, room: RoomEntry, path: YamlPath, cooledBy: string[]): void {
  const numbers = new Numbering(`${room.id}-crah`);
  room.crahs?.forEach((entry, i) => {
    const { airflowM3PerS, fanPowerW, supplySetpointC } = entry;
    for (const member of numbers.members(entry)) {
      list.add([...path, 'crahs', i], {
        ...identity(member),
        kind: 'crah',
        parentId: room.id,
        position: entry.at ? along(entry.at, entry.spacing ?? { x: 0, y: 2 }, member.index, crahSize) : null,
        coolingZone: entry.zone,
        cooledBy,
        attributes: { ...entry.attributes, airflowM3PerS, fanPowerW, supplySetpointC },
      });
    }
  });
}

interface RowContext {
  readonly row: RowEntry;
  readonly rowAsset: Asset;
  readonly rackNumbers: Numbering;
  readonly path: YamlPath;
}

function addRacks(list: AssetList, file: SiteFile, { row, rowAsset, rackNumbers, path }: RowContext): void {
  const size = { width: row.rackSize.widthM, depth: row.rackSize.depthM };
  let place = 0;
  row.racks.forEach((entry, i) => {
    const rackPath = [...path, 'racks', i];
    const type = entry.type === undefined ? undefined : list.typeOf(file.rackTypes, entry.type, [...rackPath, 'type']);
    const feedsPath = entry.feeds ? [...rackPath, 'feeds'] : [...path, 'feeds'];
    for (const member of rackNumbers.members(entry)) {
      const known = {
        ...identity(member),
        kind: 'rack',
        parentId: rowAsset.id,
        position: row.at ? along(row.at, { x: size.width, y: 0 }, place, size) : null,
        feeds: feedsFrom(entry.feeds ?? row.feeds),
        coolingZone: row.zone,
        attributes: { ...entry.attributes, heightU: entry.heightU ?? type?.heightU ?? 42 },
      };
      const rack = list.add(rackPath, known, { feeds: feedsPath, coolingZone: [...path, 'zone'] });
      place += 1;
      // A rack's own servers replace those of its type.
      const ofType = { entries: type?.servers ?? [], path: ['rackTypes', entry.type ?? '', 'servers'] };
      const servers = entry.servers ? { entries: entry.servers, path: [...rackPath, 'servers'] } : ofType;
      addServers(list, file, { ...servers, rack, feedsPath });
    }
  });
}

function along(
  from: { x: number; y: number },
  step: { x: number; y: number },
  index: number,
  size: { width: number; depth: number },
): Position {
  const round = (metres: number) => Math.round(metres * 1000) / 1000;
  return { x: round(from.x + index * step.x), y: round(from.y + index * step.y), ...size };
}
