/**
 * Line protocol has no way to write some names, so these are stored under another one: a backslash would escape what
 * follows it, and a `#` at the start makes a comment of the line. A percent sign that could be mistaken for such a
 * replacement is replaced as well, so two names never meet.
 */
export function storedName(name: string): string {
  return name
    .replace(/%(?=5C|25|23)/g, '%25')
    .replaceAll('\\', '%5C')
    .replace(/^#/, '%23');
}

/** A stored name as the measurement of a line. */
export function lineMeasurement(stored: string): string {
  return stored.replace(/[, ]/g, '\\$&');
}

/** A tag of a line, with the comma before it; nothing for an empty value, which line protocol cannot say. */
export function lineTag(key: string, stored: string): string {
  return stored === '' ? '' : `,${key}=${stored.replace(/[,= ]/g, '\\$&')}`;
}

/** A stored name as an identifier of InfluxQL. */
export function identifier(stored: string): string {
  return `"${stored.replaceAll('"', '\\"')}"`;
}

/** A stored name as a text of InfluxQL. */
export function literal(stored: string): string {
  return `'${stored.replaceAll("'", "\\'")}'`;
}

/** A stored name as a text of Flux. */
export function fluxLiteral(stored: string): string {
  return `"${stored.replaceAll('"', '\\"').replaceAll('${', '\\${')}"`;
}
