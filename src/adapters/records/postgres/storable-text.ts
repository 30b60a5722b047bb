const nul = /\0/g;
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * The text as PostgreSQL can hold it: NUL, which it cannot, becomes U+2400 (the picture of a NUL), and half a surrogate
 * pair becomes U+FFFD. For text that explains, not for text that identifies.
 */
export function storableText(text: string): string {
  return text.replace(nul, '\u2400').replace(loneSurrogate, '\uFFFD');
}
