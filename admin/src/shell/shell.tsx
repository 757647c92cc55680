import { Outlet, useRouterState } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Button } from '../kit/controls.tsx';
import { Go } from '../kit/go.tsx';
import { Menu } from '../kit/menu.tsx';
import { Toasts } from '../kit/toast.tsx';
import { useConnectionState } from '../live/live.tsx';
import { useSession } from '../session/session.tsx';
import { screens } from './screens.ts';

const Palette = lazy(() => import('./palette.tsx'));

const chips = {
  connecting: { text: 'Connecting…', look: 'bg-sunken text-ink-soft' },
  live: { text: 'Live', look: 'bg-good-soft text-good' },
  reconnecting: { text: 'Reconnecting…', look: 'bg-warn-soft text-warn' },
  'caught-up': { text: 'Caught up', look: 'bg-good-soft text-good' },
} as const;

/** Whether what is on the screen is the present, in words. */
function ConnectionChip() {
  const state = useConnectionState();
  const chip = chips[state];
  return (
    <span
      role="status"
      data-connection={state}
      className={clsx('rounded-full px-2 py-0.5 font-medium text-xs', chip.look)}
    >
      {chip.text}
    </span>
  );
}

type Theme = 'light' | 'dark' | null;
const THEME_KEY = 'opticworks.theme';
const storedTheme = (): Theme => {
  const kept = localStorage.getItem(THEME_KEY);
  return kept === 'light' || kept === 'dark' ? kept : null;
};

export function Shell() {
  const session = useSession();
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const [isNavOpen, setNavOpen] = useState(false);
  const [theme, setTheme] = useState<Theme>(storedTheme);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    if (theme) {
      document.documentElement.dataset.theme = theme;
      localStorage.setItem(THEME_KEY, theme);
    } else {
      delete document.documentElement.dataset.theme;
      localStorage.removeItem(THEME_KEY);
    }
  }, [theme]);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        setWasOpened(true);
        setPaletteOpen((open) => !open);
      }
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu of a small screen closes when the place changes
  useEffect(() => setNavOpen(false), [path]);

  const allowed = screens.filter((screen) => !screen.right || session.may(screen.right));
  const groups = [...new Set(allowed.map((screen) => screen.group))];
  // The closest screen: figures of the lab are a screen of their own, a job of the lab is not.
  const here = allowed
    .filter(({ to }) => path === to || path.startsWith(`${to}/`))
    .reduce((closest, { to }) => (to.length > closest.length ? to : closest), '');
  const isAt = (to: string) => to === here;
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[12rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded focus:bg-raised focus:p-2"
      >
        Skip to the content
      </a>
      <nav
        aria-label="Screens"
        className={clsx(
          'sticky top-0 z-30 h-dvh overflow-y-auto border-line border-r bg-sunken p-3 max-md:fixed max-md:inset-y-0 max-md:left-0 max-md:w-56',
          !isNavOpen && 'max-md:hidden',
        )}
      >
        <Go
          to="/"
          plain
          className={clsx(
            'mb-3 block rounded px-2 py-1 font-semibold',
            path === '/' && 'bg-accent-soft text-accent-strong',
          )}
        >
          OpticWorks
        </Go>
        {groups.map((group) => (
          <div key={group} className="mb-3">
            <p className="px-2 pb-0.5 text-ink-soft text-xs">{group}</p>
            <ul>
              {allowed
                .filter((screen) => screen.group === group)
                .map((screen) => (
                  <li key={screen.to}>
                    <Go
                      plain
                      to={screen.to}
                      aria-current={isAt(screen.to) ? 'page' : undefined}
                      className={clsx(
                        'block rounded px-2 py-1',
                        isAt(screen.to) ? 'bg-accent-soft font-medium text-accent-strong' : 'hover:bg-raised',
                      )}
                    >
                      {screen.label}
                    </Go>
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </nav>
      {isNavOpen && (
        <button
          type="button"
          aria-label="Close the menu"
          className="fixed inset-0 z-20 bg-black/40 md:hidden"
          onClick={() => setNavOpen(false)}
        />
      )}
      <div className="min-w-0">
        <header className="sticky top-0 z-20 flex h-12 items-center gap-3 border-line border-b bg-paper px-4 lg:px-6">
          <Button className="md:hidden" onClick={() => setNavOpen(true)} aria-label="Open the menu">
            ☰
          </Button>
          <Button
            className="min-w-0 flex-1 justify-start text-ink-soft sm:max-w-80"
            onClick={() => {
              setWasOpened(true);
              setPaletteOpen(true);
            }}
          >
            <span className="truncate">Open anything</span> <span className="kbd ms-auto">⌘K</span>
          </Button>
          <div className="ms-auto flex items-center gap-3">
            <ConnectionChip />
            <Menu
              trigger={<Button tone="plain">{session.name}</Button>}
              items={[
                { label: 'Light', checked: theme === 'light', onSelect: () => setTheme('light') },
                { label: 'Dark', checked: theme === 'dark', onSelect: () => setTheme('dark') },
                { label: 'As the device', checked: theme === null, onSelect: () => setTheme(null) },
                { label: `Sign out (${session.roles.join(', ')})`, onSelect: () => void session.leave() },
              ]}
            />
          </div>
        </header>
        <main id="content" tabIndex={-1} className="outline-none">
          <Outlet />
        </main>
      </div>
      <Toasts />
      {wasOpened && (
        <Suspense fallback={null}>
          <Palette open={isPaletteOpen} onOpenChange={setPaletteOpen} />
        </Suspense>
      )}
    </div>
  );
}
