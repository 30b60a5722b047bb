import { useState } from 'react';
import { Dialog } from '../ui/dialog.js';
import { MaintenanceForm } from './maintenance-form.js';

/** Opens the form of a new maintenance window. */
export function MaintenanceButton({ onCreated }: { onCreated: () => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Plan maintenance
      </button>
      {isOpen && (
        <Dialog title="Maintenance" onClose={() => setOpen(false)}>
          <MaintenanceForm
            onCreated={() => {
              setOpen(false);
              onCreated();
            }}
          />
        </Dialog>
      )}
    </>
  );
}
