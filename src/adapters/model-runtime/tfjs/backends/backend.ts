/** Something that computes for TensorFlow.js. */
export interface Backend {
  /** Its name in the library. */
  readonly registeredAs: string;
  /** What to do where it is missing; absent for those that come with the installation. */
  readonly hint?: string;
  /**
   * Makes it known to the library; answers what it computes on. What is not part of the installation is looked for in the
   * folder. Rejects, saying why, where it cannot be used.
   */
  register(runtimesFolder: string): Promise<Registered>;
}

export interface Registered {
  readonly device: string;
  /** Why it is not worth taking unless it is asked for; absent where it is. */
  readonly drawback?: string;
}
