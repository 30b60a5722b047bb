import type { AliasTable } from '../domain/assets/alias-table.js';
import { type Asset, newAsset } from '../domain/assets/asset.js';
import type { SiteModel } from '../domain/assets/site-model.js';
import { DomainError } from '../domain/errors.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { Clock } from '../ports/clock.js';
import type { DiscoveredDevice, DiscoveredDevices } from '../ports/discovered-devices.js';
import type { Ids } from '../ports/ids.js';

export type Adoption = { as: 'asset'; kind: string; parentId: string } | { as: 'alias'; of: string };

/** The site's assets as of now: those of `site.yaml` and the devices that an operator has adopted since. */
export class SiteAssets {
  #model: SiteModel;
  /** Devices whose adoption is in the model or the aliases. */
  readonly #adopted = new Set<string>();

  constructor(
    fromFile: SiteModel,
    readonly aliases: AliasTable,
    private readonly devices: DiscoveredDevices,
    private readonly audit: AuditLog,
    private readonly system: { clock: Clock; ids: Ids },
  ) {
    this.#model = fromFile;
    for (const asset of fromFile.all()) this.#learnNames(asset);
  }

  get model(): SiteModel {
    return this.#model;
  }

  /** Applies the adoptions of earlier runs, and of other processes since the last call. One whose parent has since left `site.yaml` stays merely discovered. */
  async load(): Promise<void> {
    for (const device of await this.devices.list()) {
      if (device.adoption && this.#fits(device.assetId, device.adoption)) this.#apply(device.assetId, device.adoption);
    }
  }

  /** Ids of an asset and of everything inside it; its own alone where the site does not know it. */
  idsWithin(id: string): ReadonlySet<string> {
    return new Set([id, ...this.#model.inRoom(id).map((asset) => asset.id)]);
  }

  discovered(): Promise<readonly DiscoveredDevice[]> {
    return this.devices.list();
  }

  /**
   * Places a discovered device in the tree, or makes its name an alias of a known asset (for series that come from now
   * on). `not_found` when it was never seen, `conflict` when it is in the tree already, `invalid_input` when the parent
   * or the asset does not exist.
   */
  async adopt(assetId: string, adoption: Adoption, by: string): Promise<void> {
    if (this.#model.find(assetId)) throw new DomainError('conflict', `${assetId} is in the site's tree already`);
    const target = adoption.as === 'asset' ? adoption.parentId : adoption.of;
    if (!this.#model.find(target)) throw new DomainError('invalid_input', `there is no asset ${target} in the site`);
    const at = this.system.clock.now();
    if (!(await this.devices.adopt(assetId, { ...adoption, at, by }))) {
      throw new DomainError('not_found', `no device ${assetId} has been discovered`);
    }
    this.#apply(assetId, adoption);
    const details = { ...adoption };
    await this.audit.append({
      id: this.system.ids.next(),
      at,
      actor: by,
      action: 'device.adopted',
      subject: assetId,
      details,
    });
  }

  #fits(assetId: string, adoption: Adoption): boolean {
    if (this.#adopted.has(assetId) || this.#model.find(assetId)) return false;
    return this.#model.find(adoption.as === 'asset' ? adoption.parentId : adoption.of) !== undefined;
  }

  #apply(assetId: string, adoption: Adoption): void {
    this.#adopted.add(assetId);
    if (adoption.as === 'alias') {
      this.aliases.add(assetId, adoption.of);
      return;
    }
    const asset = newAsset({ id: assetId, kind: adoption.kind, parentId: adoption.parentId });
    this.#model = this.#model.withAsset(asset);
    this.#learnNames(asset);
  }

  #learnNames(asset: Asset): void {
    for (const name of [asset.id, ...asset.aliases]) this.aliases.add(name, asset.id);
  }
}
