import { describe, expect, it } from '@jest/globals';
import { asDomainError } from './database-errors.js';

describe('the way to PostgreSQL', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'])(
    'may be there again after %s',
    (code) => {
      const error = asDomainError(Object.assign(new Error(`connect ${code} 10.0.0.7:5432`), { code }));
      expect(error).toMatchObject({ code: 'unavailable', retriable: true });
    },
  );
});
