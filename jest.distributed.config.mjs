import base from './jest.config.mjs';

/** Suites that need real servers (Kafka, InfluxDB, PostgreSQL), which their harnesses start: `npm run test:distributed`. */
export default {
  ...base,
  roots: ['<rootDir>/test/distributed'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 240_000,
  maxWorkers: 1,
};
