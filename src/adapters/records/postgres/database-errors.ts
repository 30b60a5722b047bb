import { DomainError, messageOf } from '../../../domain/errors.js';
import { errorCode } from '../error-code.js';

/** SQLSTATE classes and codes, and Node's network codes, that say: the same call may succeed later. */
const passing =
  /^(?:08...|40...|53...|57P..|58...|55P03|ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
/** What pg, its pool and TypeORM say without a code when a connection broke or none was to be had. */
const connectionLost = /connection|timeout exceeded|query runner already released/i;
const uniqueViolation = '23505';
/** Text that PostgreSQL cannot hold (a NUL), a number out of range, a value that a check refuses. */
const badValue = /^(?:22...|23502|23514)$/;

/** Translates what pg or TypeORM threw; the library's error stays as the cause. */
export function asDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const sqlState = errorCode(error);
  const options = { cause: error, details: { sqlState } };
  if (sqlState === uniqueViolation) {
    return new DomainError('conflict', `The record exists already: ${messageOf(error)}`, options);
  }
  if (badValue.test(sqlState)) {
    return new DomainError('invalid_input', `PostgreSQL cannot keep this record: ${messageOf(error)}`, options);
  }
  if (passing.test(sqlState) || connectionLost.test(messageOf(error))) {
    return new DomainError('unavailable', `PostgreSQL does not answer: ${messageOf(error)}`, {
      ...options,
      retriable: true,
    });
  }
  return new DomainError('internal', `PostgreSQL refused a statement: ${messageOf(error)}`, options);
}
