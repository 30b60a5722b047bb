import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertingConfig } from './alerting-config.js';
import { loadAlerting } from './load-alerting.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-alerting-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly mode?: 'embedded' | 'distributed' | 'edge';
  readonly webhook?: string;
}

/** Loads an alerting.yaml of these lines. */
async function load(lines: readonly string[], { env = {}, mode = 'embedded', webhook }: Surroundings = {}) {
  const alertingFile = join(folder, 'alerting.yaml');
  await writeFile(alertingFile, lines.join('\n'));
  return loadAlerting({ alertingFile, mode, webhook: { url: webhook, secret: undefined } }, env);
}

/** The problems of the file, each as `line path: message`. */
async function problemsOf(lines: readonly string[], surroundings: Surroundings = {}): Promise<readonly string[]> {
  const error = await load(lines, surroundings).then(
    (config: AlertingConfig) => config,
    (refusal: unknown) => refusal,
  );
  expect(error).toMatchObject({ code: 'invalid_configuration' });
  return String(error)
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.replace(/^.*alerting\.yaml:(\d+) {2}/, '$1 '));
}

describe('who is told of alerts', () => {
  it('is nobody but the log without configuration', async () => {
    const config = {
      alertingFile: undefined,
      mode: 'embedded',
      webhook: { url: undefined, secret: undefined },
    } as const;
    expect(await loadAlerting(config, {})).toEqual({
      consoleUrl: undefined,
      receivers: [],
      inhibit: [],
      runbooks: [],
    });
  });

  it('is the webhook of the environment, of everything and at once', async () => {
    const config = {
      alertingFile: undefined,
      mode: 'embedded',
      webhook: { url: 'http://pager/', secret: 's' },
    } as const;
    expect((await loadAlerting(config, {})).receivers).toEqual([
      {
        name: 'webhook',
        by: 'alert',
        filter: { least: 'info', resolved: true, simulated: true },
        groupWaitMs: 0,
        onlyCauses: false,
        target: { type: 'webhook', url: 'http://pager/', secret: 's' },
      },
    ]);
  });

  it('is what the file says, people from warnings on and half a minute after the first', async () => {
    const { consoleUrl, receivers } = await load(
      [
        'console: https://plenum.example',
        'receivers:',
        '  - { name: chat, type: slack, url: "${SLACK_URL}" }',
        '  - { name: prometheus, type: alertmanager, url: "http://alertmanager:9093" }',
        '  - { name: mail, type: smtp, host: mail, from: a@example.com, to: b@example.com, rooms: hall-*, least: critical }',
      ],
      { env: { SLACK_URL: 'https://hooks.example/T0' } },
    );
    expect(consoleUrl).toBe('https://plenum.example');
    expect(receivers).toMatchObject([
      { name: 'chat', filter: { least: 'warning' }, groupWaitMs: 30_000, target: { url: 'https://hooks.example/T0' } },
      { filter: { least: 'info' }, groupWaitMs: 0, target: { urls: ['http://alertmanager:9093'], login: undefined } },
      {
        filter: { least: 'critical', rooms: ['hall-*'], resolved: true },
        target: { port: 587, security: 'starttls', to: ['b@example.com'] },
      },
    ]);
  });

  it('may log in with a secret of the environment or of a file, without the end of its line', async () => {
    await writeFile(join(folder, 'password'), 'from a file\n');
    const { receivers } = await load(
      [
        'receivers:',
        '  - { name: a, type: alertmanager, url: "${AM}", user: plenum, password: "${AM_PASSWORD}" }',
        `  - { name: b, type: smtp, host: mail, user: plenum, passwordFile: ${join(folder, 'password')}, from: a@example.com, to: b@example.com }`,
      ],
      { env: { AM: 'http://am:9093', AM_PASSWORD: 'from the environment' } },
    );
    expect(receivers.map(({ target }) => 'login' in target && target.login)).toEqual([
      { user: 'plenum', password: 'from the environment' },
      { user: 'plenum', password: 'from a file' },
    ]);
  });

  it('is a topic of the brokers of distributed mode unless it has brokers of its own', async () => {
    const lines = ['receivers: [{ name: topic, type: kafka }]'];
    const { receivers } = await load(lines, { mode: 'distributed' });
    expect(receivers).toMatchObject([{ target: { topic: 'plenum.alerts', cluster: undefined } }]);
    expect(await problemsOf(lines)).toEqual(['1 receivers[0].brokers: required in embedded mode, as host:port']);
  });
});

describe('what receivers are told of', () => {
  const lines = [
    'receivers:',
    '  - { name: chat, type: slack, url: "${URL}" }',
    '  - { name: mail, type: smtp, host: mail, from: a@example.com, to: b@example.com, by: alert }',
    '  - { name: hook, type: webhook, url: "${URL}" }',
    '  - { name: am, type: alertmanager, url: "${URL}", by: incident }',
  ];
  const env = { URL: 'https://receiver.example' };

  it('is incidents for people and alerts for programs, unless they say otherwise', async () => {
    const { receivers } = await load(lines, { env });
    expect(receivers.map(({ by }) => by)).toEqual(['incident', 'alert', 'alert', 'incident']);
  });

  it('is alerts at an edge, where nothing is grouped', async () => {
    expect(await problemsOf(lines, { env, mode: 'edge' })).toEqual([
      '5 receivers[3].by: an edge groups no alerts; the central Plenum does',
    ]);
    const { receivers } = await load(lines.slice(0, 4), { env, mode: 'edge' });
    expect(receivers.map(({ by }) => by)).toEqual(['alert', 'alert', 'alert']);
  });
});

describe('runbooks of operators', () => {
  it('are for the causes that they match, with steps, an address, or both', async () => {
    const { runbooks } = await load([
      'runbooks:',
      '  - { match: { cause: fan-stopped, room: hall-* }, url: "https://wiki.example/crah", steps: Call Ada. }',
      '  - { steps: [Ask first., Look second.], replace: true }',
    ]);
    expect(runbooks).toEqual([
      {
        match: { cause: ['fan-stopped'], room: ['hall-*'] },
        steps: ['Call Ada.'],
        url: 'https://wiki.example/crah',
        replace: false,
      },
      { match: {}, steps: ['Ask first.', 'Look second.'], url: undefined, replace: true },
    ]);
  });

  it('are refused for a cause that there is not, and when they say nothing', async () => {
    expect(await problemsOf(['runbooks:', '  - { match: {} }'])).toEqual(['2 runbooks[0]: give steps, url, or both']);
    expect((await problemsOf(['runbooks: [{ match: { cause: fan-stoped }, steps: x }]']))[0]).toMatch(
      /^1 runbooks\[0\]\.match\.cause: there is no cause "fan-stoped"; there are .*\bfan-stopped, /,
    );
  });
});

describe('mistakes in alerting.yaml', () => {
  it('are named together, each with its line and path', async () => {
    const problems = await problemsOf([
      'consol: http://localhost',
      'receivers:',
      '  - { name: On Call, type: slack, url: "${SLACK_URL}" }',
      '  - { name: mail, type: smtp, host: mail, from: plenum, to: [] }',
      '  - { name: b, type: pigeon }',
      '  - { name: c, type: webhook, url: ftp://x, least: urgent }',
      '  - { name: d, type: alertmanager, url: "https://me:hunter2@x" }',
    ]);
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      '1 consol',
      '3 receivers[0].name',
      '4 receivers[1].from',
      '4 receivers[1].to',
      '5 receivers[2].type',
      '6 receivers[3].least',
      '6 receivers[3].url',
      '7 receivers[4].url',
    ]);
  });

  it('include secrets that are written down, and do not repeat them', async () => {
    const [problem, ...others] = await problemsOf([
      'receivers:',
      '  - name: chat',
      '    type: slack',
      '    url: https://hooks.slack.com/services/T0/B0/secret',
    ]);
    expect(others).toEqual([]);
    expect(problem).toContain('4 receivers[0].url: a secret is not written here');
    expect(problem).not.toContain('T0');
  });

  it('include what only shows when references are followed', async () => {
    expect(
      await problemsOf(
        [
          'receivers:',
          '  - { name: a, type: slack, url: "${NOT_SET}" }',
          '  - { name: b, type: slack, url: "${NO_URL}" }',
          '  - { name: c, type: webhook }',
          '  - { name: d, type: webhook, url: "http://x", secretFile: /nowhere/secret }',
          '  - { name: e, type: alertmanager, url: "http://x", user: plenum }',
          '  - { name: f, type: smtp, host: m, security: none, user: u, password: "${P}", from: a@b.de, to: a@b.de }',
          '  - { name: a, type: alertmanager, url: "http://x" }',
          '  - { name: log, type: alertmanager, url: "http://x" }',
          '  - { name: g, type: slack, url: "${NO_URL}", urlFile: x }',
        ],
        { env: { NO_URL: 'hunter2', P: 'p' } },
      ),
    ).toEqual([
      '2 receivers[0].url: the variable NOT_SET is not set',
      '3 receivers[1].url: what it stands for is no http or https address without user and password',
      '4 receivers[2].url: required: write url or urlFile',
      expect.stringMatching(/^5 receivers\[3\]\.secretFile: cannot be read/),
      '6 receivers[4].user: a password is needed: write password or passwordFile',
      '7 receivers[5].security: a password is not sent without encryption; choose starttls or tls',
      '8 receivers[6].name: another receiver is called "a"',
      '9 receivers[7].name: "log" is a receiver that Plenum has already',
      '10 receivers[8].url: give either url or urlFile',
    ]);
  });

  it('include what a topic says of brokers that it has not, and a log-in or an authority without encryption', async () => {
    const lines = [
      'receivers:',
      '  - { name: a, type: kafka, tls: true, caFile: ca.pem, user: u, password: "${P}" }',
      '  - { name: b, type: kafka, brokers: k:9092, caFile: /nowhere/ca.pem, user: u, password: "${P}" }',
      '  - { name: c, type: kafka, brokers: k:9092, tls: true, user: u, password: "${P}" }',
    ];
    expect(await problemsOf(lines, { mode: 'distributed', env: { P: 'p' } })).toEqual([
      '2 receivers[0].caFile: is of use only with brokers',
      '2 receivers[0].user: is of use only with brokers',
      '2 receivers[0].password: is of use only with brokers',
      '2 receivers[0].tls: is of use only with brokers',
      '3 receivers[1].caFile: needs tls: true',
      '3 receivers[1].tls: a password is not sent without encryption; write tls: true',
      expect.stringMatching(/^3 receivers\[1\]\.caFile: cannot be read/),
    ]);
  });

  it('include the name of the webhook of the environment', async () => {
    const lines = ['receivers: [{ name: webhook, type: alertmanager, url: "http://x" }]'];
    expect(await problemsOf(lines, { webhook: 'http://pager/' })).toEqual([
      '1 receivers[0].name: "webhook" is a receiver that Plenum has already',
    ]);
  });

  it('include a file that is not there', async () => {
    const config = {
      alertingFile: '/nowhere/a.yaml',
      mode: 'embedded',
      webhook: { url: undefined, secret: undefined },
    };
    await expect(loadAlerting(config as Parameters<typeof loadAlerting>[0], {})).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining('PLENUM_ALERTING') as unknown,
    });
  });
});

describe('what hides what', () => {
  const rule =
    '  - { source: { assetKind: [ups, pdu], severity: critical }, target: { assetKind: rack }, equal: feed }';

  it('is what the rules say, in lists or single names', async () => {
    const { inhibit, receivers } = await load([
      'inhibit:',
      rule,
      'receivers:',
      '  - { name: hook, type: webhook, url: "http://hook/", onlyCauses: true }',
    ]);
    expect(inhibit).toEqual([
      {
        source: { assetKind: ['ups', 'pdu'], severity: ['critical'] },
        target: { assetKind: ['rack'] },
        equal: ['feed'],
      },
    ]);
    expect(receivers).toMatchObject([{ name: 'hook', onlyCauses: true }]);
  });

  it('is no wish to hear of causes only by one who is told of incidents, which name theirs', async () => {
    const problems = await problemsOf([
      'receivers:',
      '  - { name: hook, type: webhook, url: "http://hook/", by: incident, onlyCauses: true }',
    ]);
    expect(problems).toEqual([
      '2 receivers[0].onlyCauses: is of use only with by: alert; an incident is told with its cause',
    ]);
  });

  it('is refused when a side would fit everything, or what is to be equal is unknown', async () => {
    const problems = await problemsOf([
      'inhibit:',
      '  - { source: { asset: "*" }, target: { assetKind: rack } }',
      '  - { source: { assetKind: ups }, target: {} }',
      '  - { source: { assetKind: ups }, target: { assetKind: rack }, equal: row }',
    ]);
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      '2 inhibit[0].source',
      '3 inhibit[1].target',
      '4 inhibit[2].equal',
    ]);
  });
});
