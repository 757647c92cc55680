import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { usePageTitle } from '../../kit/detail.tsx';
import { Go } from '../../kit/go.tsx';

const pages = [
  ['/lab/settings', 'Stations'],
  ['/lab/settings/capacity', 'Capacity and calendar'],
  ['/lab/settings/blanks', 'Blanks'],
  ['/lab/settings/instruments', 'Instruments'],
  ['/lab/settings/costs', 'Costs and hours'],
  ['/lab/settings/tolerances', 'Tolerances'],
  ['/lab/settings/policies', 'Waivers and wear'],
  ['/lab/settings/bench', 'Checklist and traces'],
  ['/lab/settings/remakes', 'Remakes'],
  ['/lab/settings/making', 'Making rules'],
  ['/lab/settings/changes', 'Changes'],
] as const;

/** The pages of the lab's settings, and which of them this is. */
export function SettingsFrame(props: {
  page: (typeof pages)[number][0];
  intro: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const title = pages.find(([to]) => to === props.page)?.[1] ?? 'Lab settings';
  usePageTitle(`${title} · Lab settings`);
  return (
    <div className="space-y-4 p-4 lg:p-6">
      <div>
        <Go to="/lab" className="text-xs">
          ← Lab board
        </Go>
        <h1 className="text-xl">Lab settings</h1>
      </div>
      <nav aria-label="Lab settings" className="flex flex-wrap gap-x-1 gap-y-1 border-line border-b pb-2">
        {pages.map(([to, label]) => (
          <Go
            key={to}
            to={to}
            plain
            aria-current={to === props.page ? 'page' : undefined}
            className={clsx(
              'rounded px-2.5 py-1',
              to === props.page ? 'bg-accent-soft font-medium text-accent-strong' : 'text-ink-soft hover:bg-sunken',
            )}
          >
            {label}
          </Go>
        ))}
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="max-w-3xl space-y-1">
          <h2 className="font-medium text-base">{title}</h2>
          <p className="text-ink-soft">{props.intro}</p>
        </div>
        {props.actions && <div className="flex gap-2">{props.actions}</div>}
      </div>
      {props.children}
    </div>
  );
}
