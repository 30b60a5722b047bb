import { z } from 'zod';
import { alertSeverities } from '../../domain/alerting/alert.js';
import { quietStates } from '../../domain/alerting/quiet/quiet-span.js';
import { longestName } from '../../domain/telemetry/series.js';
import { AlertOut } from '../alerts/alerts.schema.js';
import { flagIn, pageOf, pageQuery, timeIn } from '../page.schema.js';

/** As a pattern each character of a name may take two: it and the backslash before it. */
const longestPattern = 2 * longestName;

const names = (what: string) =>
  z
    .array(z.string().max(longestPattern))
    .min(1)
    .max(1_000)
    .optional()
    .meta({ description: `${what} Names or patterns (\`*\`, \`?\`), of which one must fit.` });

/** All that are given must hold. */
export const Matchers = z
  .strictObject({
    asset: names('The asset, or anything that holds it.'),
    room: names('The room in which it stands.'),
    assetKind: names('Such as rack, server, crah, pdu.'),
    metric: names('Such as dc.rack.inlet_temperature.'),
    component: names('The part of the asset, such as top or phase-a.'),
    alertKind: z
      .array(z.enum(['anomaly', 'silent', 'plenum']))
      .min(1)
      .optional(),
    severity: z.array(z.enum(alertSeverities)).min(1).optional(),
  })
  .meta({ id: 'AlertMatchers' });
export type Matchers = z.infer<typeof Matchers>;

export const comment = z.string().trim().min(1).max(1_000).meta({ description: 'Why, for those who come later.' });

export const SilenceIn = z
  .strictObject({
    matchers: Matchers,
    startsAt: timeIn.optional().meta({ description: 'Default: now.' }),
    endsAt: timeIn,
    comment,
  })
  .meta({ id: 'SilenceIn' });
export type SilenceIn = z.infer<typeof SilenceIn>;

/** For one alert and those that follow it on the same series. */
export const AlertSilenceIn = z.strictObject({ endsAt: timeIn, comment }).meta({ id: 'AlertSilenceIn' });
export type AlertSilenceIn = z.infer<typeof AlertSilenceIn>;

export const SilencePreviewIn = z.strictObject({ matchers: Matchers }).meta({ id: 'SilencePreviewIn' });
export type SilencePreviewIn = z.infer<typeof SilencePreviewIn>;

export const SilenceOut = z
  .strictObject({
    id: z.string(),
    state: z.enum(quietStates),
    matchers: Matchers,
    startsAt: z.string(),
    endsAt: z.string(),
    comment: z.string(),
    createdBy: z.string(),
    createdAt: z.string(),
  })
  .meta({ id: 'Silence' });
export type SilenceOut = z.infer<typeof SilenceOut>;

export const SilencePage = pageOf(SilenceOut).meta({ id: 'SilencePage' });

export const SilencePreviewOut = z
  .strictObject({
    total: z.number().int(),
    items: z.array(AlertOut).meta({ description: 'The newest hundred of them.' }),
  })
  .meta({ id: 'SilencePreview' });
export type SilencePreviewOut = z.infer<typeof SilencePreviewOut>;

export const QuietQueryIn = z.strictObject({
  ...pageQuery,
  expired: flagIn.optional().meta({ description: 'true: only those that are over; false: only the others.' }),
});
export type QuietQueryIn = z.infer<typeof QuietQueryIn>;
