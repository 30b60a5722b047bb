import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

export interface MailTargetOptions {
  /** `starttls` and `tls` with a certificate for `localhost` by the authority in `ca`. */
  readonly security?: 'none' | 'starttls' | 'tls';
  /** Who may send; undefined: anybody. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Addresses that it does not know. */
  readonly unknown?: readonly string[];
}

interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly isEncrypted: boolean;
  /** As it came: header and body. */
  readonly raw: string;
}

/** A real SMTP server on a free loopback port that keeps the mails it takes. */
export class MailTarget {
  readonly mails: ReceivedMail[] = [];
  isRefusing = false;

  private constructor(
    private readonly server: SMTPServer,
    readonly ca: string | undefined,
  ) {}

  static async start({ security = 'none', login, unknown = [] }: MailTargetOptions = {}): Promise<MailTarget> {
    const certificate = security === 'none' ? undefined : selfSigned();
    const server = new SMTPServer({
      secure: security === 'tls',
      ...(certificate ?? {}),
      hideSTARTTLS: security !== 'starttls',
      authOptional: login === undefined,
      disabledCommands: login === undefined ? ['AUTH'] : [],
      onAuth: ({ username, password }, _session, done) => {
        const isRight = username === login?.user && password === login?.password;
        done(isRight ? null : new Error('wrong password'), isRight ? { user: username } : undefined);
      },
      onRcptTo: ({ address }, _session, done) => {
        done(unknown.includes(address) ? new Error('no such mailbox') : null);
      },
      onData: (stream, session, done) => {
        let raw = '';
        stream.on('data', (chunk: Buffer) => (raw += chunk.toString()));
        stream.on('end', () => {
          if (target.isRefusing) {
            done(Object.assign(new Error('try again later'), { responseCode: 451 }));
            return;
          }
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom === false ? '' : mailFrom.address;
          const to = rcptTo.map(({ address }) => address);
          target.mails.push({ from, to, isEncrypted: session.secure, raw });
          done(null);
        });
      },
    });
    // Clients that hang up in the middle of a handshake are part of the tests.
    server.on('error', () => undefined);
    const target = new MailTarget(server, certificate?.cert);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return target;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }
}

/** A key, and a certificate for `localhost` that is its own authority. */
function selfSigned(): { key: string; cert: string } {
  const dir = mkdtempSync(join(tmpdir(), 'plenum-mail-'));
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  try {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
        ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
      ],
      { stdio: 'pipe' },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

export interface DecodedMail {
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
}

/** Header and parts of a mail, as a mail program reads them. */
export function decodeMail(raw: string): DecodedMail {
  const { headers, body } = entityOf(raw);
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1];
  const parts = boundary === undefined ? [] : body.split(`--${boundary}`).slice(1, -1).map(entityOf);
  const part = (type: string) => {
    const found = parts.find((entity) => entity.headers.get('content-type')?.startsWith(type) === true);
    return found ? decoded(found) : '';
  };
  return { headers, text: part('text/plain'), html: part('text/html') };
}

function entityOf(raw: string): { headers: ReadonlyMap<string, string>; body: string } {
  const entity = raw.replace(/^\r\n/, '');
  const end = entity.indexOf('\r\n\r\n');
  const lines = entity
    .slice(0, end)
    .replaceAll(/\r\n[ \t]/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), decodedWords(line.slice(colon + 1).trim())];
  });
  return { headers: new Map(headers), body: entity.slice(end + 4) };
}

function decoded({ headers, body }: { headers: ReadonlyMap<string, string>; body: string }): string {
  const encoding = headers.get('content-transfer-encoding');
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? quotedPrintable(body.replaceAll(/=\r\n/g, '')) : body;
}

/** Encoded words of a header (RFC 2047). */
function decodedWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?(Q|B)\?([^?]*)\?=/gi, (_word, encoding: string, words: string) =>
      encoding.toUpperCase() === 'B'
        ? Buffer.from(words, 'base64').toString('utf8')
        : quotedPrintable(words.replaceAll('_', ' ')),
    );
}

function quotedPrintable(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/g, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
