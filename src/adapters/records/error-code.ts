/** The `code` that Node's and pg's errors carry (`EEXIST`, SQLSTATE `23505`); empty when there is none. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
