import { useSite } from '../site/site-context.js';

/** How many alerts are open of an asset and, when it is a room or a rack, of what stands in it. */
export function OpenAlertsCell({ asset }: { asset: { readonly id: string } }) {
  const { length } = useSite().openAlerts.filter((alert) => [alert.assetId, alert.rack, alert.room].includes(asset.id));
  return <td className={length > 0 ? 'number is-anomalous' : 'number'}>{length}</td>;
}
