import { useState } from 'react';
import { enterApiKey, useApiKey } from '../api/api-key.js';
import { Field } from './field.js';

/** Asks for an API key when the service has answered 401. */
export function KeyForm() {
  const { secret } = useApiKey();
  const [text, setText] = useState('');
  return (
    <main className="key-form">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          enterApiKey(text.trim());
        }}
      >
        <h1>Plenum</h1>
        <p>
          {secret === null
            ? 'This service asks for an API key.'
            : 'The service does not accept this API key: it is wrong or has been revoked.'}
        </p>
        <Field
          label="API key"
          hint="Kept for this tab only. Make one on the service’s machine with “plenum keys create”."
        >
          <input
            type="password"
            autoComplete="off"
            autoFocus
            required
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <button type="submit" className="primary">
          Continue
        </button>
      </form>
    </main>
  );
}
