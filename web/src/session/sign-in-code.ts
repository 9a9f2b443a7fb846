const CODE = /^#code=([\w-]+)$/;

/** The code of a sign-in link, in the part of the address that no server sees. */
export function addressParts(): { hasCode: () => boolean; takeCode: () => string | null } {
  return {
    hasCode: () => CODE.test(location.hash),
    /** Takes it out of the address and of the history: it is used once. */
    takeCode() {
      const [, code] = CODE.exec(location.hash) ?? [];
      if (code === undefined) return null;
      history.replaceState(null, '', location.pathname === '/sign-in' ? '/' : location.pathname + location.search);
      return code;
    },
  };
}
