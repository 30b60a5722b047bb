import { type Asset, numberAttribute } from '../assets/asset.js';
import type { Site } from '../assets/site.js';
import type { SiteModel } from '../assets/site-model.js';
import { ChillerPlant } from './chiller-plant.js';
import { CoolingZone } from './cooling-zone.js';
import { Crah } from './crah.js';
import { WorkloadDemand } from './it-load.js';
import { Noise } from './noise.js';
import { type PowerCord, Pdu, PowerChain, Ups } from './power-chain.js';
import { Rack } from './rack.js';
import { Server, type ServerDesign } from './server.js';
import { Weather } from './weather.js';

/** All equipment of a site, built from its assets' attributes. */
export interface Plant {
  readonly weather: Weather;
  readonly demands: ReadonlyMap<string, WorkloadDemand>;
  readonly racks: readonly Rack[];
  readonly servers: readonly Server[];
  readonly crahs: readonly Crah[];
  readonly zones: readonly CoolingZone[];
  readonly chillers: ChillerPlant;
  readonly power: PowerChain;
}

/** Servers differ a little, by the seed: share of the workload and of the feeds. */
export function buildPlant(site: Site, seed: number): Plant {
  const { model } = site;
  const spread = new Noise(seed, 'build');
  const demands = new Map([...site.workloads].map(([name, profile]) => [name, new WorkloadDemand(profile)]));
  const racks = model.ofKind('rack').map((asset) => buildRack(model, asset, demands, spread));
  const crahs = model.ofKind('crah').map(buildCrah);
  const servers = racks.flatMap((rack) => rack.servers);
  return {
    weather: new Weather(site.location),
    demands,
    racks,
    servers,
    crahs,
    zones: model.zones().map((zone) => buildZone(model, zone, racks, crahs)),
    chillers: buildChillers(model),
    power: buildPower(model, servers),
  };
}

function buildRack(model: SiteModel, asset: Asset, demands: ReadonlyMap<string, WorkloadDemand>, spread: Noise): Rack {
  const heightU = numberAttribute(asset, 'heightU', 42);
  const servers = model
    .children(asset.id)
    .filter((child) => child.kind === 'server')
    .map((server) => {
      const own = server.workloads.flatMap((name) => demands.get(name) ?? []);
      return new Server(serverDesign(server, heightU, spread), own);
    });
  const row = model.children(asset.parentId ?? '').filter((sibling) => sibling.kind === 'rack');
  const place = row.indexOf(asset);
  const atAnEnd = place === 0 || place === row.length - 1;
  return new Rack(asset.id, servers, (atAnEnd ? 0.35 : -0.15) + 0.1 * (2 * spread.uniform() - 1));
}

function serverDesign(asset: Asset, rackHeightU: number, spread: Noise): ServerDesign {
  const idlePowerW = numberAttribute(asset, 'idlePowerW', 120);
  return {
    id: asset.id,
    idlePowerW,
    maxPowerW: Math.max(idlePowerW, numberAttribute(asset, 'maxPowerW', 400)),
    gpus: numberAttribute(asset, 'gpus', 0),
    gpu: {
      idlePowerW: numberAttribute(asset, 'gpuIdlePowerW', 50),
      maxPowerW: numberAttribute(asset, 'gpuMaxPowerW', 300),
    },
    height: Math.min(1, (asset.rackUnit ?? rackHeightU / 2) / rackHeightU),
    shareOfFeedA: 0.5 + 0.04 * (2 * spread.uniform() - 1),
    skew: 1 + 0.2 * (2 * spread.uniform() - 1),
  };
}

function buildCrah(asset: Asset): Crah {
  return new Crah({
    id: asset.id,
    airflowM3PerS: numberAttribute(asset, 'airflowM3PerS', 2),
    fanPowerW: numberAttribute(asset, 'fanPowerW', 1500),
    supplySetpointC: numberAttribute(asset, 'supplySetpointC', 18),
  });
}

/** A zone gets its share of the room's air by the number of racks and CRAHs that stand in it. */
function buildZone(model: SiteModel, zone: string, racks: readonly Rack[], crahs: readonly Crah[]): CoolingZone {
  const rackIds = new Set(model.racksOfZone(zone).map((asset) => asset.id));
  const crahAssets = model.crahsOfZone(zone);
  const crahIds = new Set(crahAssets.map((asset) => asset.id));
  const roomId = crahAssets[0]?.parentId ?? '';
  const room = model.find(roomId);
  const zonesOfRoom = new Set(model.children(roomId).flatMap((asset) => asset.coolingZone ?? [])).size;
  const volumeM3 = room
    ? numberAttribute(room, 'widthM', 10) * numberAttribute(room, 'depthM', 10) * numberAttribute(room, 'heightM', 3.5)
    : 0;
  return new CoolingZone(
    zone,
    racks.filter((rack) => rackIds.has(rack.id)),
    crahs.filter((crah) => crahIds.has(crah.design.id)),
    volumeM3 / Math.max(1, zonesOfRoom),
  );
}

function buildChillers(model: SiteModel): ChillerPlant {
  const pumps = (circuit: string) =>
    model
      .ofKind('pump')
      .filter((asset) => asset.attributes['circuit'] === circuit)
      .map((asset) => ({ id: asset.id, ratedPowerW: numberAttribute(asset, 'ratedPowerW', 1000) }));
  const chillers = model.ofKind('chiller');
  return new ChillerPlant({
    setpointC: chillers[0] ? numberAttribute(chillers[0], 'chilledWaterSetpointC', 10) : 10,
    chillers: chillers.map((asset) => ({
      id: asset.id,
      ratedCoolingW: numberAttribute(asset, 'ratedCoolingW', 100_000),
    })),
    towers: model.ofKind('tower').map((asset) => ({
      id: asset.id,
      ratedHeatW: numberAttribute(asset, 'ratedHeatW', 120_000),
      fanPowerW: numberAttribute(asset, 'fanPowerW', 2000),
    })),
    chilledWaterPumps: pumps('chilled-water'),
    condenserWaterPumps: pumps('condenser-water'),
  });
}

function buildPower(model: SiteModel, servers: readonly Server[]): PowerChain {
  const design = (asset: Asset) => ({
    id: asset.id,
    ratedPowerW: numberAttribute(asset, 'ratedPowerW', 50_000),
    from: asset.feeds[0]?.from ?? null,
  });
  const pdus = new Map(model.ofKind('pdu').map((asset) => [asset.id, new Pdu(design(asset))]));
  const upses = model.ofKind('ups').map((asset) => new Ups(design(asset)));
  const phases = [0, 1, 2] as const;
  const cords = servers.map((server, i): PowerCord => {
    const feeds = model.feedsOf(server.design.id);
    const feed = (name: 'A' | 'B') => pdus.get(feeds.find((candidate) => candidate.name === name)?.from ?? '');
    return { server, a: feed('A'), b: feed('B'), phase: phases[i % 3] ?? 0 };
  });
  return new PowerChain(cords, [...pdus.values()], upses);
}
