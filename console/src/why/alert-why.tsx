import { useId, useState } from 'react';
import { getAlertExplanation } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import { Loaded } from '../ui/loaded.js';
import { ExplanationBody } from './explanation-body.js';

/** Why an alert was raised; asked for when somebody wants to know. */
export function AlertWhy({ id, summary }: { id: string; summary: string }) {
  const [isOpen, setOpen] = useState(false);
  const place = useId();
  return (
    <>
      <button
        type="button"
        className="link"
        aria-expanded={isOpen}
        aria-controls={place}
        aria-label={`Why: ${summary}`}
        onClick={() => setOpen(!isOpen)}
      >
        Why
      </button>
      <div id={place} hidden={!isOpen}>
        {isOpen && <AlertExplanation id={id} />}
      </div>
    </>
  );
}

function AlertExplanation({ id }: { id: string }) {
  const explanation = useResource(`explanation of alert ${id}`, (signal) => getAlertExplanation(id, signal));
  return (
    <Loaded what="the explanation" resource={explanation}>
      {(data) => <ExplanationBody explanation={data} />}
    </Loaded>
  );
}
