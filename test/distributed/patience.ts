/** How long a test waits for what a killed process or server left undone: less than its own limit, so that it can say what is missing. */
export const withinMs = 90_000;
