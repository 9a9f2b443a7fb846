import { Suspense, useEffect, useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { useDashboard } from '../api/dashboard.js';
import icon from '../icon.svg';
import { details, type Page, pages } from '../pages.js';
import { describeLarge } from '../parts/describe.js';
import { icons } from '../parts/icons.js';
import { Empty, Loading } from '../parts/states.js';
import { useSession } from '../session/use-session.js';
import { BrandSelect, PageLink } from './brand.js';
import { LiveBadge, StaleBanner } from './live-badge.js';
import { PageBoundary } from './page-boundary.js';
import { KnownPaths } from './known-paths.js';
import { chooseTheme, useTheme } from './theme.js';
import { Who } from './who.js';

const paths = pages.map(({ path }) => path);

/** What stands around every page. */
export function Shell() {
  const [path] = useLocation();
  // Another page closes it.
  const [menuOpenAt, setMenuOpenAt] = useState<string | null>(null);
  const isMenuOpen = menuOpenAt === path;
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [path]);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="top">
        <button
          type="button"
          className="icon-button menu-button"
          aria-label="Menu"
          aria-expanded={isMenuOpen}
          aria-controls="menu"
          onClick={() => setMenuOpenAt(isMenuOpen ? null : path)}
        >
          {isMenuOpen ? icons.close : icons.menu}
        </button>
        <PageLink to="/" className="logo">
          <img src={icon} alt="" width={26} height={26} />
          <span>Epic AI workers</span>
        </PageLink>
        <LiveBadge />
        <BrandSelect />
      </header>
      <Menu isOpen={isMenuOpen} path={path} />
      <main id="content" tabIndex={-1}>
        <StaleBanner />
        <PageBoundary key={path}>
          <Suspense fallback={<Loading rows={6} />}>
            <KnownPaths value={paths}>
              <Switch>
                {[...pages, ...details].map(({ path: pattern, view: View }) => (
                  <Route key={pattern} path={pattern}>
                    <View />
                  </Route>
                ))}
                <Route>
                  <Empty title="There is no such page">
                    <PageLink to="/">To the overview</PageLink>
                  </Empty>
                </Route>
              </Switch>
            </KnownPaths>
          </Suspense>
        </PageBoundary>
      </main>
    </div>
  );
}

function Menu({ isOpen, path }: { isOpen: boolean; path: string }) {
  const { signOut } = useSession();
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <nav id="menu" className={isOpen ? 'menu open' : 'menu'} aria-label="Pages">
      <ul>
        {pages.map((page) => (
          <li key={page.path}>
            <MenuLink page={page} isCurrent={page.path === '/' ? path === '/' : path.startsWith(page.path)} />
          </li>
        ))}
      </ul>
      <div className="menu-end">
        <Who />
        <button type="button" className="menu-item" onClick={() => chooseTheme(other)}>
          {icons[other]} <span>{other === 'dark' ? 'Dark' : 'Light'} theme</span>
        </button>
        <button type="button" className="menu-item" onClick={signOut}>
          {icons.signOut} <span>Sign out</span>
        </button>
      </div>
    </nav>
  );
}

function MenuLink({ page: { path, title, icon: name, waiting }, isCurrent }: { page: Page; isCurrent: boolean }) {
  const { data } = useDashboard();
  const { count, what } = (data && waiting?.(data)) ?? { count: 0, what: '' };
  return (
    <PageLink to={path} className="menu-item" aria-current={isCurrent ? 'page' : undefined}>
      {icons[name]} <span>{title}</span>
      {count > 0 && (
        <span className="badge">
          {describeLarge(count)}
          <span className="sr-only"> {what}</span>
        </span>
      )}
    </PageLink>
  );
}
