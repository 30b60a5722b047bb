/** The pattern that fits this name alone, as `literalGlob` of the service makes it: an asset may be called `user:*`. */
export function literalPattern(name: string): string {
  return name.replaceAll(/[*?\\]/g, '\\$&');
}
