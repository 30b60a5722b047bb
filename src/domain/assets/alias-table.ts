/**
 * Which asset a device's name stands for. Devices are named differently by each exporter (host name, address, serial
 * number, UPS name), so every name that the site model lists leads to one asset id.
 *
 * Names are compared without case. A fully qualified name also matches its short host name, and the other way round
 * where only one asset has that short name; addresses are never shortened.
 */
export class AliasTable {
  readonly #exact = new Map<string, string>();
  /** By short host name; `undefined` where two assets share it, because a guess would mix their data. */
  readonly #short = new Map<string, string | undefined>();

  #revision = 0;

  /** Grows with every alias added, so that what was resolved before can be known to be stale. */
  get revision(): number {
    return this.#revision;
  }

  /** Lets `alias` stand for the asset; the last one added wins. An asset's own id is an alias like any other. */
  add(alias: string, assetId: string): void {
    this.#revision += 1;
    const name = alias.toLowerCase();
    this.#exact.set(name, assetId);
    const short = shortHostName(name);
    const ambiguous = this.#short.has(short) && this.#short.get(short) !== assetId;
    this.#short.set(short, ambiguous ? undefined : assetId);
  }

  /** The asset's id; undefined when no alias matches or when the short name is ambiguous. */
  resolve(name: string): string | undefined {
    const wanted = name.toLowerCase();
    return this.#exact.get(wanted) ?? this.#short.get(shortHostName(wanted));
  }
}

/** `srv-1` of `srv-1.dc.example`; IP addresses stay whole. */
function shortHostName(name: string): string {
  const dot = name.indexOf('.');
  if (dot <= 0 || name.includes(':') || /^[\d.]+$/.test(name)) return name;
  return name.slice(0, dot);
}
