/** Private and link-local addresses: RFC 1918, RFC 3927, RFC 4193 and RFC 4291. */
const privateAddress = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][\da-f]{2}:|fe[89ab][\da-f]:)/i;

/** Whether an address belongs to the site: as the sender says, else when it is a private one. */
export function isLocal(address: string, stated: unknown): boolean {
  return typeof stated === 'boolean' ? stated : privateAddress.test(address);
}
