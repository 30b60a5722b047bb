import { assetHref } from '../router/route.js';

/** The asset, with the way to its page; a process of Plenum, which is not of the site, has none. */
export function AssetName({ id, isOfSite, className }: { id: string; isOfSite: boolean; className?: string }) {
  return isOfSite ? (
    <a className={className} href={assetHref(id)}>
      {id}
    </a>
  ) : (
    <span className={className}>{id}</span>
  );
}
