/** The console's own tests: its pure parts, and the whole of it in Chromium against a running service. */
export default {
  rootDir: '../..',
  roots: ['<rootDir>/test/console', '<rootDir>/console/src'],
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  testTimeout: 180_000,
  maxWorkers: 1,
};
