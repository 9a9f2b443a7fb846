import { type ReactNode, useCallback } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useBrands } from '../api/api.js';

/** The brand that the reader looks at, as the address has it; null for all of them. */
export function useBrandId(): string | null {
  const [search] = useSearchParams();
  return search.get('brand');
}

/** The name of a brand, for rows of lists; null where it goes without saying: of one chosen brand, or where there is one. */
export function useBrandTag(id: string | null): string | null {
  const chosen = useBrandId();
  const brands = useBrands();
  if (chosen !== null || brands.length < 2) return null;
  return brands.find((brand) => brand.id === id)?.name ?? null;
}

/** An address within the dashboard that keeps the brand. */
export function useHref(): (path: string) => string {
  const brandId = useBrandId();
  return useCallback(
    (path) =>
      brandId === null ? path : `${path}${path.includes('?') ? '&' : '?'}brand=${encodeURIComponent(brandId)}`,
    [brandId],
  );
}

interface PageLinkProps {
  to: string;
  className?: string;
  'aria-current'?: 'page' | undefined;
  children: ReactNode;
}

/** A link to another page of the dashboard. */
export function PageLink({ to, ...rest }: PageLinkProps) {
  const href = useHref();
  return <Link {...rest} href={href(to)} />;
}

/** Chooses the brand for all pages. */
export function BrandSelect() {
  const brands = useBrands();
  const [search, setSearch] = useSearchParams();
  const brandId = search.get('brand') ?? '';
  return (
    <label className="brand-select">
      <span className="sr-only">Brand</span>
      <select
        value={brandId}
        onChange={({ target }) =>
          setSearch((last) => {
            if (target.value === '') last.delete('brand');
            else last.set('brand', target.value);
            return last;
          })
        }
      >
        <option value="">All brands</option>
        {brands.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
