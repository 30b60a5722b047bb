/** A device that telemetry speaks of and the site model does not hold. */
export interface DiscoveredDevice {
  readonly assetId: string;
  readonly firstSeenAt: number;
  readonly source: string;
  /** What the telemetry says of the device's place and kind: rack, row, room, serial, model. Hints, never truth. */
  readonly hints: Readonly<Record<string, string>>;
  /** The operator's decision: place it in the tree, or treat it as another name of a known asset. */
  readonly adoption:
    | {
        readonly as: 'asset';
        readonly kind: string;
        readonly parentId: string;
        readonly at: number;
        readonly by: string;
      }
    | { readonly as: 'alias'; readonly of: string; readonly at: number; readonly by: string }
    | undefined;
}

export abstract class DiscoveredDevices {
  /** Keeps the first sighting and the adoption of a device already known. */
  abstract record(devices: readonly DiscoveredDevice[]): Promise<void>;
  abstract list(): Promise<readonly DiscoveredDevice[]>;
  /** False when there is no such device. */
  abstract adopt(assetId: string, adoption: NonNullable<DiscoveredDevice['adoption']>): Promise<boolean>;
}
