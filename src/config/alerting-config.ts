import type { InhibitRule } from '../domain/alerting/quiet/inhibition.js';
import type { RunbookRule } from '../domain/alerting/runbooks/runbook.js';
import type { NoticeFilter } from '../domain/alerting/notice-filter.js';

export interface Login {
  readonly user: string;
  readonly password: string;
}

/** How a receiver is reached, secrets and all. Undefined: without. */
export type ReceiverTarget =
  | { readonly type: 'webhook'; readonly url: string; readonly secret: string | undefined }
  | { readonly type: 'slack'; readonly url: string }
  | { readonly type: 'alertmanager'; readonly urls: readonly string[]; readonly login: Login | undefined }
  | {
      readonly type: 'smtp';
      readonly host: string;
      readonly port: number;
      readonly security: 'tls' | 'starttls' | 'none';
      /** PEM text. */
      readonly ca: string | undefined;
      readonly login: Login | undefined;
      readonly from: string;
      readonly to: readonly string[];
    }
  | {
      readonly type: 'kafka';
      readonly topic: string;
      readonly replication: number;
      /** Undefined: the brokers of distributed mode. */
      readonly cluster: AlertCluster | undefined;
    };

/** Brokers that are not those of distributed mode. */
export interface AlertCluster {
  readonly brokers: readonly string[];
  readonly tls: { readonly ca: string | undefined } | undefined;
  readonly sasl: (Login & { readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512' }) | undefined;
}

/** One who is told of alerts or incidents. */
export interface ReceiverConfig {
  readonly name: string;
  /** What it is told of. */
  readonly by: 'alert' | 'incident';
  readonly filter: NoticeFilter;
  /** How long the first notice of a message waits for others. */
  readonly groupWaitMs: number;
  /** Whether it is told of the alerts of an incident only when they are about its cause. */
  readonly onlyCauses: boolean;
  readonly target: ReceiverTarget;
}

export interface AlertingConfig {
  /** Address of the console as readers of messages reach it; undefined: messages have no links. */
  readonly consoleUrl: string | undefined;
  readonly receivers: readonly ReceiverConfig[];
  readonly inhibit: readonly InhibitRule[];
  /** What operators say about causes, beside the standard runbooks. */
  readonly runbooks: readonly RunbookRule[];
}
