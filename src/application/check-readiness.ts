import { messageOf } from '../domain/errors.js';

/** A back end that must answer for the service to be of use. */
export interface ReadinessCheck {
  readonly name: string;
  readonly check: () => Promise<void>;
}

export interface Readiness {
  readonly ready: boolean;
  readonly backEnds: readonly { name: string; ready: boolean; reason: string | undefined }[];
}

/** Asks every back end whether it answers. */
export class CheckReadiness {
  constructor(private readonly checks: readonly ReadinessCheck[]) {}

  async run(): Promise<Readiness> {
    const backEnds = await Promise.all(
      this.checks.map(({ name, check }) =>
        check().then(
          () => ({ name, ready: true, reason: undefined }),
          (error: unknown) => ({ name, ready: false, reason: messageOf(error) }),
        ),
      ),
    );
    return { ready: backEnds.every(({ ready }) => ready), backEnds };
  }
}
