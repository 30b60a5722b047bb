/** An asset and where it stands. `kind`, `room` and `rack` are empty where the site's tree does not know. */
export interface PlacedAsset {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly room: string;
  readonly rack: string;
  /** How many series it has. */
  readonly series: number;
}

/** Where dashboards look up the assets that there are when they read the database of telemetry without Plenum. */
export abstract class AssetDirectory {
  /** Replaces all that was published before; durable on resolve. Rejects with `unavailable`. */
  abstract publish(assets: readonly PlacedAsset[]): Promise<void>;
}
