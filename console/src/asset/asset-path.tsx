import { assetHref } from '../router/route.js';

/** The way from the site down to this asset. */
export function AssetPath({ path }: { path: readonly string[] }) {
  return (
    <nav aria-label="Path" className="path">
      <ol>
        {path.map((id, index) => (
          <li key={id}>
            <a href={assetHref(id)} aria-current={index === path.length - 1 ? 'page' : undefined}>
              {id}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
