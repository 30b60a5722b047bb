const timeNames = ['timestamp', 'datetime', 'time', 'date'];

/** Index of the column that holds the time, by its usual names in order of preference; undefined when none has one. */
export function findTimeColumn(header: readonly string[]): number | undefined {
  const names = header.map((name) => name.trim().toLowerCase());
  return timeNames.map((name) => names.indexOf(name)).find((index) => index >= 0);
}
