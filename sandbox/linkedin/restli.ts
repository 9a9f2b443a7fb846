const URN = /^urn:li:[A-Za-z]+:[\w-]+$/;

/** The query parameters of an address by name, as they were sent: Rest.li 2.0 needs to know what was percent-encoded. */
export function rawQuery(url: string): Map<string, string> {
  const query = url.split('?')[1] ?? '';
  const pairs = query.split('&').filter((pair) => pair !== '');
  return new Map(
    pairs.map((pair) => {
      const [name, ...rest] = pair.split('=');
      return [name!, rest.join('=')];
    }),
  );
}

/** A URN that stands for itself; undefined unless it is percent-encoded. */
export function readUrn(raw: string): string | undefined {
  if (/[:(),]/.test(raw)) return undefined;
  const urn = decode(raw);
  return urn !== undefined && URN.test(urn) ? urn : undefined;
}

/** `List(urn%3A…,urn%3A…)`: the marks of the list are not encoded, what is in it is. */
export function readUrnList(raw: string): string[] | undefined {
  const inside = /^List\((.*)\)$/.exec(raw)?.[1];
  if (inside === undefined) return undefined;
  const urns = inside === '' ? [] : inside.split(',').map(readUrn);
  return urns.every((urn) => urn !== undefined) ? urns : undefined;
}

/** The URN in `(share:urn%3A…)` or `(ugc:urn%3A…)`. */
export function readEntity(raw: string): { readonly kind: 'share' | 'ugc'; readonly urn: string } | undefined {
  const [, kind, encoded = ''] = /^\((share|ugc):([^)]*)\)$/.exec(raw) ?? [];
  const urn = readUrn(encoded);
  if (kind === 'share' && urn?.startsWith('urn:li:share:')) return { kind, urn };
  if (kind === 'ugc' && urn?.startsWith('urn:li:ugcPost:')) return { kind, urn };
  return undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
