/**
 * How long a test waits for what servers and processes bring about in their own time, on a machine that is busy with other
 * things or lets a killed process be missed first: less than the test's own limit, so that it can say what is missing.
 */
export const withinMs = 90_000;
