/** Overrides that colour a column of severities. */
export const severityColours = [
  { id: 'custom.cellOptions', value: { type: 'color-text' } },
  {
    id: 'mappings',
    value: [
      {
        type: 'value',
        options: {
          critical: { color: 'red', index: 0 },
          warning: { color: 'orange', index: 1 },
          info: { color: 'blue', index: 2 },
        },
      },
    ],
  },
];
