import { execFileSync } from 'node:child_process';

/** Makes, in a folder, an authority of the test (`ca.crt`) and a certificate for `localhost` signed by it (`server.crt`, `server.key`). */
export const certificatesScript = `
set -e; cd "$1"; umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=Test authority" -keyout ca.key -out ca.crt
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=localhost" -keyout server.key -out server.csr
printf "subjectAltName=DNS:localhost\\n" > san
openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile san -out server.crt
`;

/** Runs the script for this user. */
export function makeCertificates(dir: string): void {
  execFileSync('sh', ['-c', certificatesScript, 'sh', dir], { stdio: ['ignore', 'ignore', 'pipe'] });
}
