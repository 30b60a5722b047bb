import { z } from 'zod';

/**
 * Parameters of an InfluxQL query, in the address or in a form. There is one database, so `db` and `rp` are accepted
 * whatever they say; `u` and `p` are credentials.
 */
export const InfluxQlQuery = z.object({
  q: z.string().optional(),
  db: z.string().optional(),
  rp: z.string().optional(),
  u: z.string().optional(),
  p: z.string().optional(),
  epoch: z.enum(['ns', 'u', 'µ', 'ms', 's', 'm', 'h'], 'epoch is one of ns, u, ms, s, m, h').optional(),
  pretty: z.string().optional(),
  chunked: z.string().optional(),
});
export type InfluxQlQuery = z.infer<typeof InfluxQlQuery>;
