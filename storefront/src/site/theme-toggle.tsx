'use client';
import { Icon } from '../kit/icons.tsx';
import { look } from '../kit/look.ts';

/** Light or dark against the system's choice; kept in this browser. The script in the page's head applies it before the first paint. */
export function ThemeToggle({ label }: { label: string }) {
  const toggle = () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : window.matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
    localStorage.setItem('theme', root.dataset.theme);
  };
  return (
    <button type="button" className={look.icon} aria-label={label} onClick={toggle}>
      <Icon name="sun" />
    </button>
  );
}
