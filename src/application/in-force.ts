/** Settings that may change while the service runs. */
export class InForce<Value> {
  readonly #listeners = new Set<() => void>();
  #current: Value;

  constructor(first: Value) {
    this.#current = first;
  }

  get current(): Value {
    return this.#current;
  }

  replace(value: Value): void {
    this.#current = value;
    for (const listener of this.#listeners) listener();
  }

  /** Calls it after each change until the returned function is called. It must not throw and must be quick. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
