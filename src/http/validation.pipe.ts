import { StandardSchemaValidationPipe } from '@nestjs/common';
import { DomainError } from '../domain/errors.js';

/** Checks `@Body`, `@Query` and `@Param` against their zod schema; what does not fit is `invalid_input`, field by field. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => {
      const problems = issues.map((issue) => {
        const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
        if (path !== '') return `${path}: ${issue.message}`;
        return issue.message.endsWith('received undefined') ? 'the body is missing: send a JSON object' : issue.message;
      });
      return new DomainError('invalid_input', problems.join('; '), { details: { problems } });
    },
  });
}
