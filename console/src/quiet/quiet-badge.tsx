interface QuietBadgeProps {
  readonly alert: {
    readonly id: string;
    /** Silences and maintenance windows that cover it. */
    readonly silencedBy?: readonly string[];
    readonly maintenance?: readonly string[];
  };
}

/** Marks an alert of which nobody is told; leads to what keeps it quiet. */
export function QuietBadge({ alert: { silencedBy = [], maintenance = [] } }: QuietBadgeProps) {
  if (silencedBy.length + maintenance.length === 0) return null;
  return (
    <a className="badge quiet-expired" href="#/quiet">
      {maintenance.length > 0 ? 'Maintenance' : 'Silenced'}
    </a>
  );
}
