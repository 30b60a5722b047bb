import type { ReactNode } from 'react';
import type { SilenceOut } from '../../../src/http/quiet/silences.schema.js';
import type { Page } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';
import type { Pages } from '../api/use-pages.js';
import { Instant } from '../format/time-zone.js';
import { Loaded } from '../ui/loaded.js';
import { LoadMore } from '../ui/load-more.js';
import { Empty, Problem } from '../ui/notice.js';

/** What silences and maintenance windows have in common. */
type QuietTime = Omit<SilenceOut, 'matchers'>;

interface QuietTableProps<T extends QuietTime> {
  readonly what: string;
  readonly pages: Pages<T, Page<T>>;
  readonly covers: (item: T) => ReactNode;
  readonly end: (id: string) => Promise<unknown>;
  readonly empty: string;
}

/** Silences or maintenance windows: what they cover, when, why, by whom, and the way to end them. */
export function QuietTable<T extends QuietTime>({ what, pages, covers, end, empty }: QuietTableProps<T>) {
  return (
    <Loaded what={what} resource={pages.first}>
      {() =>
        pages.items.length === 0 ? (
          <Empty>{empty}</Empty>
        ) : (
          <>
            <div className="scroll">
              <table className="alerts">
                <thead>
                  <tr>
                    <th scope="col">State</th>
                    <th scope="col">Covers</th>
                    <th scope="col">Why</th>
                    <th scope="col">By</th>
                    <th scope="col" className="right">
                      From
                    </th>
                    <th scope="col" className="right">
                      Until
                    </th>
                    <th scope="col">
                      <span className="hidden">End it</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {pages.items.map((item) => (
                    <tr key={item.id}>
                      <td>
                        <span className={`badge quiet-${item.state}`}>{item.state}</span>
                      </td>
                      <td className="wide">{covers(item)}</td>
                      <td className="wide muted">{item.comment}</td>
                      <td data-label="By">{item.createdBy}</td>
                      <td className="number" data-label="From">
                        <Instant at={item.startsAt} />
                      </td>
                      <td className="number" data-label="Until">
                        <Instant at={item.endsAt} />
                      </td>
                      <td>
                        {item.state !== 'expired' && (
                          <EndButton
                            what={`${what}: ${item.comment}`}
                            end={() => end(item.id)}
                            onEnded={pages.first.reload}
                          />
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <LoadMore pages={pages} />
          </>
        )
      }
    </Loaded>
  );
}

interface EndButtonProps {
  readonly what: string;
  readonly end: () => Promise<unknown>;
  readonly onEnded: () => void;
}

function EndButton({ what, end, onEnded }: EndButtonProps) {
  const { busy, problem, run } = useAction(async () => {
    await end();
    onEnded();
  });
  return (
    <>
      <button type="button" disabled={busy} aria-label={`End ${what}`} onClick={run}>
        End
      </button>
      <Problem problem={problem} />
    </>
  );
}
