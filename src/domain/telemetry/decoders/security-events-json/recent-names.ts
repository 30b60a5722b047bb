/** Names up to a limit, of which those that were not seen for a while make room for others. */
export class RecentNames {
  /** When each was last seen, the one that was not for longest first. */
  readonly #seenAt = new Map<string, number>();

  constructor(
    private readonly limit: number,
    private readonly quietMs: number,
  ) {}

  /** Whether the name is one of those told apart, as it is seen at this moment. */
  see(name: string, now: number): boolean {
    if (!this.#seenAt.delete(name) && !this.#hasRoom(now)) return false;
    this.#seenAt.set(name, now);
    return true;
  }

  forget(name: string): void {
    this.#seenAt.delete(name);
  }

  #hasRoom(now: number): boolean {
    if (this.#seenAt.size < this.limit) return true;
    const [oldest] = this.#seenAt;
    return oldest !== undefined && now - oldest[1] >= this.quietMs && this.#seenAt.delete(oldest[0]);
  }
}
