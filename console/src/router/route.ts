/** Where the console is; every place has an address that can be kept and sent. */
export type Route =
  | { readonly view: 'floor'; readonly room: string | undefined }
  | { readonly view: 'incidents' }
  | { readonly view: 'incident'; readonly id: string }
  | { readonly view: 'alerts' }
  | { readonly view: 'quiet' }
  | { readonly view: 'asset'; readonly id: string }
  | { readonly view: 'series'; readonly id: number }
  | { readonly view: 'intake' }
  | { readonly view: 'twin' }
  | { readonly view: 'devices' }
  | { readonly view: 'detectors' }
  | { readonly view: 'backtest' }
  | { readonly view: 'unknown' };

/** Reads `location.hash`; anything that is no address of the console is `unknown`. */
export function routeOf(hash: string): Route {
  const [view = '', argument, ...more] = hash.replace(/^#?\/?/, '').split('/');
  if (more.length > 0) return { view: 'unknown' };
  const text = argument === undefined || argument === '' ? undefined : decoded(argument);
  switch (view) {
    case '':
    case 'floor':
      return { view: 'floor', room: text };
    case 'incidents':
      return text === undefined ? { view: 'incidents' } : { view: 'incident', id: text };
    case 'alerts':
    case 'quiet':
    case 'intake':
    case 'twin':
    case 'devices':
    case 'detectors':
    case 'backtest':
      return text === undefined ? { view } : { view: 'unknown' };
    case 'assets':
      return text === undefined ? { view: 'unknown' } : { view: 'asset', id: text };
    case 'series':
      return /^\d+$/.test(text ?? '') ? { view: 'series', id: Number(text) } : { view: 'unknown' };
    default:
      return { view: 'unknown' };
  }
}

export const floorHref = (room?: string) => (room === undefined ? '#/floor' : `#/floor/${encodeURIComponent(room)}`);
export const incidentHref = (id: string) => `#/incidents/${encodeURIComponent(id)}`;
export const assetHref = (id: string) => `#/assets/${encodeURIComponent(id)}`;
export const seriesHref = (id: number) => `#/series/${id}`;

function decoded(argument: string): string | undefined {
  try {
    return decodeURIComponent(argument);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
