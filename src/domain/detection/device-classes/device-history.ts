/** The metrics of one device on the grid of its class, a row a minute; NaN where nothing was read. */
export interface DeviceHistory {
  readonly assetId: string;
  /** One array a metric, all of one length. */
  readonly columns: readonly Float64Array[];
  /** 1 in the minutes in which the device is known to have been in trouble; absent where it never was. */
  readonly troubled?: Uint8Array;
}
