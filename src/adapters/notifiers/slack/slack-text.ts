/** Slack takes 150 characters in a header and 3,000 in a section. */
export const longestHeader = 150;
export const longestSection = 2_000;

/** The characters that Slack's markup reserves. */
export function escapedMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function cutText(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
