import type { AlertCluster, Login, ReceiverConfig, ReceiverTarget } from './alerting-config.js';
import { isHttpUrl, type ReceiverEntry } from './alerting.schema.js';
import { readSecretFile, type Resolved, resolveReference } from './secret-reference.js';
import type { PlacedProblem, YamlPath } from './yaml-text.js';

type EntryOf<Type extends ReceiverEntry['type']> = Extract<ReceiverEntry, { type: Type }>;

interface LoginEntry {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly passwordFile?: string | undefined;
}

/** What a receiver's entry needs from around it. */
export interface EntrySurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the brokers of distributed mode are there. */
  readonly hasBrokers: boolean;
  /** Whether alerts are grouped into incidents. */
  readonly hasIncidents: boolean;
}

const usualPorts = { tls: 465, starttls: 587, none: 25 } as const;

/** Turns an entry of `alerting.yaml` into a receiver: fetches its secrets and checks what the shape cannot. Problems pile up. */
export class ReceiverReader {
  readonly problems: PlacedProblem[] = [];

  constructor(
    private readonly entry: ReceiverEntry,
    private readonly path: YamlPath,
    private readonly surroundings: EntrySurroundings,
  ) {}

  /** The receiver; of use only without problems. */
  read(): ReceiverConfig {
    const by = this.#by();
    if (by === 'incident' && this.entry.onlyCauses) {
      this.#refuse(['onlyCauses'], 'is of use only with by: alert; an incident is told with its cause');
    }
    const { name, least, kinds, rooms, assets, resolved, simulated, groupWaitSeconds, onlyCauses } = this.entry;
    return {
      name,
      by,
      filter: { least, kinds, rooms, assets, resolved, simulated },
      groupWaitMs: groupWaitSeconds * 1_000,
      onlyCauses,
      target: this.#target(this.entry),
    };
  }

  /** People are told of incidents, programs of alerts; what a webhook leads to is not known, and programs came first. */
  #by(): ReceiverConfig['by'] {
    const { by, type } = this.entry;
    const { hasIncidents } = this.surroundings;
    if (by === 'incident' && !hasIncidents) this.#refuse(['by'], 'an edge groups no alerts; the central Plenum does');
    return by ?? (hasIncidents && (type === 'smtp' || type === 'slack') ? 'incident' : 'alert');
  }

  #target(entry: ReceiverEntry): ReceiverTarget {
    switch (entry.type) {
      case 'webhook':
        return { type: entry.type, url: this.#url(entry), secret: this.#either(entry, 'secret', 'secretFile') };
      case 'slack':
        return { type: entry.type, url: this.#url(entry) };
      case 'alertmanager': {
        const urls = entry.url.map((url, i) => this.#httpUrl(['url', i], resolveReference(url, this.surroundings.env)));
        return { type: entry.type, urls, login: this.#login(entry) };
      }
      case 'smtp':
        return this.#smtp(entry);
      case 'kafka':
        return { ...pick(entry), cluster: this.#cluster(entry) };
    }
  }

  #smtp(entry: EntryOf<'smtp'>): ReceiverTarget {
    const { type, host, security, from, to, caFile, port = usualPorts[security] } = entry;
    if (security === 'none' && entry.user !== undefined) {
      this.#refuse(['security'], 'a password is not sent without encryption; choose starttls or tls');
    }
    return { type, host, port, security, from, to, ca: this.#file('caFile', caFile), login: this.#login(entry) };
  }

  #cluster(entry: EntryOf<'kafka'>): AlertCluster | undefined {
    const { brokers, tls, caFile, mechanism } = entry;
    if (!brokers) {
      this.#refuseClusterWithoutBrokers(entry);
      return undefined;
    }
    if (caFile !== undefined && !tls) this.#refuse(['caFile'], 'needs tls: true');
    if (entry.user !== undefined && !tls) {
      this.#refuse(['tls'], 'a password is not sent without encryption; write tls: true');
    }
    const login = this.#login(entry);
    const ca = this.#file('caFile', caFile);
    return { brokers, tls: tls ? { ca } : undefined, sasl: login && { ...login, mechanism } };
  }

  /** Those of distributed mode are reached as Plenum itself reaches them. */
  #refuseClusterWithoutBrokers(entry: EntryOf<'kafka'>): void {
    if (!this.surroundings.hasBrokers) this.#refuse(['brokers'], 'required in embedded mode, as host:port');
    for (const key of ['caFile', 'user', 'password', 'passwordFile'] as const) {
      if (entry[key] !== undefined) this.#refuse([key], 'is of use only with brokers');
    }
    if (entry.tls) this.#refuse(['tls'], 'is of use only with brokers');
  }

  #login(entry: LoginEntry): Login | undefined {
    const password = this.#either(entry, 'password', 'passwordFile');
    if (entry.user !== undefined && password !== undefined) return { user: entry.user, password };
    if (entry.user !== undefined) this.#refuse(['user'], 'a password is needed: write password or passwordFile');
    else if (password !== undefined) this.#refuse(['password'], 'a user is needed for it');
    return undefined;
  }

  #url(entry: EntryOf<'webhook' | 'slack'>): string {
    if (entry.url === undefined && entry.urlFile === undefined) {
      return this.#refuse(['url'], 'required: write url or urlFile');
    }
    const url = this.#either(entry, 'url', 'urlFile');
    return url === undefined ? '' : this.#httpUrl(['url'], { value: url });
  }

  /** Without the value in the message: it may be a secret. */
  #httpUrl(at: YamlPath, resolved: Resolved): string {
    if ('problem' in resolved) return this.#refuse(at, resolved.problem);
    return isHttpUrl(resolved.value)
      ? resolved.value
      : this.#refuse(at, 'what it stands for is no http or https address without user and password');
  }

  /** A value that stands there, by reference, or in a file; undefined when neither is given or it has a problem. */
  #either<Key extends string, FileKey extends string>(
    entry: { readonly [key in Key | FileKey]?: string | undefined },
    key: Key,
    fileKey: FileKey,
  ): string | undefined {
    const [text, file] = [entry[key], entry[fileKey]];
    if (text !== undefined && file !== undefined) {
      this.#refuse([key], `give either ${key} or ${fileKey}`);
      return undefined;
    }
    if (text === undefined) return this.#file(fileKey, file);
    return this.#valueOf([key], resolveReference(text, this.surroundings.env));
  }

  #file(key: string, path: string | undefined): string | undefined {
    return path === undefined ? undefined : this.#valueOf([key], readSecretFile(path));
  }

  #valueOf(at: YamlPath, resolved: Resolved): string | undefined {
    if ('value' in resolved) return resolved.value;
    this.#refuse(at, resolved.problem);
    return undefined;
  }

  #refuse(at: YamlPath, message: string): string {
    this.problems.push({ path: [...this.path, ...at], message });
    return '';
  }
}

function pick({ type, topic, replication }: EntryOf<'kafka'>) {
  return { type, topic, replication };
}
