import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/config.js';
import { loadAlerting, parseAlerting } from '../../src/config/load-alerting.js';
import { loadDetection, parseDetection } from '../../src/config/load-detection.js';
import { processRoles } from '../../src/config/process-roles.js';
import { composeFile, type ComposeService, exampleEnv, fileOf, mountedAt } from './compose-file.js';

const { services, volumes } = composeFile(exampleEnv());
const isOurs = ({ image }: ComposeService) => image.startsWith('plenum:');
const plenum = Object.entries(services).filter(([name]) => name.startsWith('plenum-'));
const backEnds = Object.entries(services).filter(([, service]) => !isOurs(service));

const configOf = ({ environment = {} }: ComposeService) => {
  const config = loadConfig(Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, `${value}`])));
  if (config.mode !== 'distributed') throw new Error(`mode ${config.mode}`);
  return config;
};

describe('docker-compose.yml with the example environment', () => {
  it.each(Object.entries(services).filter(([, service]) => isOurs(service)))(
    'gives %s a configuration that it starts with',
    (_, service) => {
      expect(() => configOf(service)).not.toThrow();
    },
  );

  it('covers every role', () => {
    expect(new Set(plenum.flatMap(([, service]) => [...configOf(service).roles]))).toEqual(new Set(processRoles));
  });

  it.each(plenum)('starts %s after the back ends are healthy', (_, { depends_on: needs = {} }) => {
    for (const name of ['kafka', 'influxdb', 'postgres']) {
      expect(needs[name]).toEqual({ condition: 'service_healthy' });
      expect(services[name]?.healthcheck).toBeDefined();
    }
  });

  it.each(plenum)('runs %s on a read-only file system, so that it may be thrown away at any time', (_, service) => {
    expect(service).toMatchObject({ read_only: true, restart: 'unless-stopped' });
    expect(service.volumes?.every((volume) => volume.endsWith(':ro'))).toBe(true);
  });

  it.each(backEnds)('keeps the data of %s in a volume, in a release that is named', (name, service) => {
    expect(service.image).toMatch(/:\d/);
    expect(Object.keys(volumes)).toContain(name);
    expect(service.volumes?.some((volume) => volume.startsWith(`${name}:`))).toBe(true);
  });

  it('names the same bucket, topic addresses and database on both sides', () => {
    for (const [, service] of plenum) {
      const { influx, postgres, kafka } = configOf(service);
      expect(influx?.token).toBe(services['influxdb']?.environment?.['DOCKER_INFLUXDB_INIT_ADMIN_TOKEN']);
      expect(influx?.org).toBe(services['influxdb']?.environment?.['DOCKER_INFLUXDB_INIT_ORG']);
      expect(influx?.bucket).toBe(services['grafana']?.environment?.['PLENUM_INFLUX_BUCKET']);
      expect(new URL(postgres.url).password).toBe(services['postgres']?.environment?.['POSTGRES_PASSWORD']);
      expect(services['kafka']?.environment?.['KAFKA_ADVERTISED_LISTENERS']).toContain(
        `INTERNAL://${kafka.brokers[0]}`,
      );
    }
  });

  it('starts Grafana when it has users of its own, without a right of Plenum', () => {
    const { 'grafana-access': access, grafana } = services;
    expect(access).toMatchObject({ command: ['grafana-access'], restart: 'no', read_only: true });
    expect(grafana?.depends_on).toEqual({ 'grafana-access': { condition: 'service_completed_successfully' } });
    const { grafana: given, influx, postgres } = configOf(access!);
    expect(grafana?.environment).toMatchObject({
      PLENUM_INFLUX_USER: given?.user,
      PLENUM_INFLUX_PASSWORD: given?.influxPassword,
      PLENUM_POSTGRES_USER: given?.user,
      PLENUM_POSTGRES_PASSWORD: given?.postgresPassword,
    });
    const known = Object.values(grafana?.environment ?? {});
    expect(known).not.toContain(influx?.token);
    expect(known).not.toContain(new URL(postgres.url).password);
  });

  it('has provisioning of data sources read what Grafana is given, and nothing else', () => {
    const text = readFileSync(fileOf('dashboards/distributed/provisioning/datasources/plenum.yaml'), 'utf8');
    const given = Object.keys(services['grafana']?.environment ?? {});
    expect(given).toEqual(expect.arrayContaining([...text.matchAll(/\$(\w+)/g)].map(([, name]) => name)));
  });

  it('tells nobody of alerts with the example file, which has the shape of a real one', async () => {
    const score = services['plenum-score']!;
    const file = fileOf(mountedAt('/etc/plenum/alerting.yaml', score) ?? '');
    const alerting = { ...configOf(score), alertingFile: file };
    expect(score.environment?.['PLENUM_ALERTING']).toBe('/etc/plenum/alerting.yaml');
    expect(await loadAlerting(alerting, {})).toMatchObject({ receivers: [] });
  });

  it.each(['plenum-score', 'plenum-api'])(
    'judges as the metric catalogue says with the example file of %s',
    async (name) => {
      const service = services[name]!;
      expect(service.environment?.['PLENUM_DETECTION']).toBe('/etc/plenum/detection.yaml');
      const { rules } = await loadDetection(fileOf(mountedAt('/etc/plenum/detection.yaml', service) ?? ''));
      expect(rules).toEqual([]);
    },
  );

  it('judges by the rules that the comments of the example file show, once they are no comments', () => {
    const example = readFileSync(fileOf('deploy/detection.example.yaml'), 'utf8');
    const taken = example.slice(example.indexOf('# rules:'), example.indexOf('\nrules:')).replaceAll(/^# ?/gm, '');
    expect(parseDetection(taken, 'detection.yaml')).toMatchObject([{ name: 'inlet air', set: { criticalAbove: 32 } }]);
  });

  it('tells those whom the comments of the example file show, once they are no comments', () => {
    const example = readFileSync(fileOf('deploy/alerting.example.yaml'), 'utf8');
    const taken = example.slice(example.indexOf('# console:')).replaceAll(/^# ?/gm, '');
    const env = { SMTP_PASSWORD: 'a-password', CHAT_WEBHOOK: 'https://chat.example.com/hook' };
    const { receivers } = parseAlerting(taken, 'alerting.yaml', [], { env, hasBrokers: true });
    expect(receivers.map(({ name }) => name)).toEqual(['on-call', 'chat']);
  });

  it.each([
    'POSTGRES_PASSWORD',
    'INFLUX_TOKEN',
    'INFLUX_PASSWORD',
    'GRAFANA_PASSWORD',
    'GRAFANA_POSTGRES_PASSWORD',
    'GRAFANA_INFLUX_PASSWORD',
    'PLENUM_ADMIN_KEY',
  ])('does not start without %s, so that no secret is a default', (name) => {
    expect(() => composeFile({ ...exampleEnv(), [name]: undefined })).toThrow(name);
  });
});

describe('the image', () => {
  const instructions = readFileSync(fileOf('Dockerfile'), 'utf8')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));

  it('is built in two stages and runs as a user without rights', () => {
    expect(instructions.filter((line) => line.startsWith('FROM'))).toHaveLength(2);
    expect(instructions.findLast((line) => line.startsWith('USER'))).toBe('USER node');
  });

  it('copies only what is in the checkout and not left out by .dockerignore', () => {
    const kept = readFileSync(fileOf('.dockerignore'), 'utf8').split('\n');
    const copied = instructions
      .filter((line) => line.startsWith('COPY') && !line.includes('--from'))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    expect(copied.length).toBeGreaterThan(5);
    for (const path of copied) {
      expect(existsSync(fileOf(path))).toBe(true);
      expect(kept).toContain(`!${path.split('/')[0] ?? ''}`);
    }
  });
});
