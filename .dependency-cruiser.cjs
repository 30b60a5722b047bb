/** The arrows of docs/ARCHITECTURE.md; `npm run arch` fails on any other. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.spec\\.ts$' },
  to: { path: '^(src|console|migrations)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('domain-is-plain', '^src/domain/', ['^src/domain/'], 'domain imports only domain'),
    {
      name: 'domain-has-no-libraries',
      severity: 'error',
      comment: 'domain is plain TypeScript: no Nest, no I/O, no library',
      from: { path: '^src/domain/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'core'] },
    },
    only('ports-know-domain', '^src/ports/', ['^src/(ports|domain)/'], 'ports import domain'),
    only(
      'application-knows-ports',
      '^src/application/',
      ['^src/(application|ports|domain)/'],
      'use cases import domain and ports',
    ),
    {
      name: 'application-has-no-framework',
      severity: 'error',
      from: { path: '^src/application/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg'] },
    },
    only(
      'adapters-know-ports',
      '^src/adapters/',
      ['^src/(adapters|ports|domain|config)/', '^migrations/'],
      'adapters import domain, ports and their library',
    ),
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/adapters/', pathNot: ['^src/adapters/$1/', '^src/adapters/(system|kafka-client)/'] },
    },
    only(
      'http-knows-application',
      '^src/http/',
      ['^src/(http|application|ports|domain|config|observability)/'],
      'http calls use cases',
    ),
    only(
      'cli-knows-application',
      '^src/cli/',
      ['^src/(cli|app|application|domain|ports|config)/', '^src/main\\.ts$'],
      'the command line calls use cases, or the app to start it',
    ),
    only('config-is-a-leaf', '^src/config/', ['^src/(config|domain)/'], 'config imports domain types'),
    only(
      'observability-is-a-leaf',
      '^src/observability/',
      ['^src/(observability|ports|domain|config|application)/'],
      '',
    ),
    only(
      'console-stands-alone',
      '^console/',
      ['^console/', '^src/http/.+\\.schema\\.ts$'],
      'the console knows only the HTTP shapes',
    ),
    {
      name: 'nest-only-at-the-edge',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(http|app|observability)/|^src/main\\.ts$|\\.spec\\.ts$' },
      to: { path: 'node_modules/@nestjs' },
    },
    {
      name: 'typeorm-only-in-records',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/adapters/records/' },
      to: { path: 'node_modules/typeorm' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
