import { useState } from 'react';
import type { VersionOut } from '../../../src/http/detectors/versions.schema.js';
import { Instant } from '../format/time-zone.js';
import { Dialog } from '../ui/dialog.js';
import { RollBackForm } from './roll-back-form.js';

interface VersionTableProps {
  readonly versions: readonly VersionOut[];
  readonly onRolledBack: () => void;
}

export function VersionTable({ versions, onRolledBack }: VersionTableProps) {
  return (
    <div className="scroll">
      <table className="alerts">
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">By</th>
            <th scope="col" className="right">
              Kept
            </th>
            <th scope="col">
              <span className="hidden">Roll back</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <tr key={version.id}>
              <td className="wide">{version.name}</td>
              <td data-label="By">{version.orderedBy}</td>
              <td className="number" data-label="Kept">
                <Instant at={version.orderedAt} />
              </td>
              <td>
                <RollBackButton version={version} onRolledBack={onRolledBack} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Opens what must be confirmed before detectors forget what they have learned. */
function RollBackButton({ version, onRolledBack }: { version: VersionOut; onRolledBack: () => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" aria-label={`Roll back to ${version.name}`} onClick={() => setOpen(true)}>
        Roll back …
      </button>
      {isOpen && (
        <Dialog title="Roll back" onClose={() => setOpen(false)}>
          <RollBackForm version={version} onRolledBack={onRolledBack} />
        </Dialog>
      )}
    </>
  );
}
