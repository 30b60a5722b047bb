import type { DeadLetterOut } from '../../../src/http/intake/dead-letters.schema.js';
import { Instant } from '../format/time-zone.js';

interface DeadLetterListProps {
  readonly letters: readonly DeadLetterOut[];
  readonly busy: boolean;
  readonly onRedrive: (id: string) => void;
}

/** Letters with the bytes as they came. */
export function DeadLetterList({ letters, busy, onRedrive }: DeadLetterListProps) {
  return (
    <ol className="letters">
      {letters.map((letter) => (
        <li key={letter.id}>
          <div className="letter-head">
            <Instant at={letter.at} />
            <span>
              {letter.source}, position {letter.position}
            </span>
            <span className="code">{letter.code}</span>
            {letter.status === 'waiting' ? (
              <button
                type="button"
                disabled={busy}
                aria-label={`Re-drive the letter of ${letter.source} at position ${letter.position}`}
                onClick={() => onRedrive(letter.id)}
              >
                Re-drive
              </button>
            ) : (
              <span className="muted">re-driven</span>
            )}
          </div>
          <p>{letter.message}</p>
          <pre tabIndex={0} aria-label="Original bytes">
            {letter.text ?? `not UTF-8; base64: ${letter.base64}`}
          </pre>
        </li>
      ))}
    </ol>
  );
}
