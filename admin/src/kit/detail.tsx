import { clsx } from 'clsx';
import { type ReactNode, useEffect } from 'react';
import type { Loaded } from '../graph/load.ts';
import { Go } from './go.tsx';
import { ScrollsSideways } from './scrolls-sideways.tsx';
import { DetailSkeleton, EmptyState, ProblemState } from './states.tsx';

/** Loading, failure and absence of one thing, the same on every detail screen. */
export function DetailScreen<Data, Node>(props: {
  loaded: Loaded<Data>;
  pick: (data: Data) => Node | null | undefined;
  missing: string;
  children: (node: Node) => ReactNode;
}) {
  const { data, problem, reload } = props.loaded;
  const node = data === undefined ? undefined : props.pick(data);
  if (data === undefined) return problem ? <ProblemState problem={problem} onRetry={reload} /> : <DetailSkeleton />;
  if (!node)
    return problem ? <ProblemState problem={problem} onRetry={reload} /> : <EmptyState title={props.missing} />;
  return (
    <div className="space-y-4 p-4 lg:p-6">
      {problem && (
        <p role="alert" className="rounded bg-warn-soft px-3 py-2 text-warn">
          {problem.message} What you see may be old.
        </p>
      )}
      {props.children(node)}
    </div>
  );
}

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · OpticWorks admin`;
  }, [title]);
}

export function DetailHeader(props: {
  back: { to: string; label: string };
  title: string;
  badges?: ReactNode;
  sub?: ReactNode;
  actions?: ReactNode;
}) {
  usePageTitle(props.title);
  return (
    <header className="flex flex-wrap items-start justify-between gap-3">
      <div className="space-y-1">
        <Go to={props.back.to} className="text-xs">
          {props.back.label}
        </Go>
        <div className="flex flex-wrap items-center gap-2">
          <h1 className="text-xl">{props.title}</h1>
          {props.badges}
        </div>
        {props.sub && <p className="text-ink-soft">{props.sub}</p>}
      </div>
      <div className="flex flex-wrap gap-2">{props.actions}</div>
    </header>
  );
}

export function Panel(props: {
  title?: string;
  actions?: ReactNode;
  className?: string;
  flush?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={clsx('card min-w-0', props.className)}>
      {props.title && (
        <div className="flex items-center justify-between gap-2 border-line border-b px-3 py-2">
          <h2 className="font-medium text-[0.8125rem]">{props.title}</h2>
          {props.actions && <div className="flex gap-2">{props.actions}</div>}
        </div>
      )}
      {props.flush ? (
        <ScrollsSideways label={props.title ?? 'Table'}>{props.children}</ScrollsSideways>
      ) : (
        <div className="p-3">{props.children}</div>
      )}
    </section>
  );
}

export function Columns(props: { main: ReactNode; side: ReactNode }) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)]">
      <div className="min-w-0 space-y-4">{props.main}</div>
      <div className="min-w-0 space-y-4">{props.side}</div>
    </div>
  );
}

export function Facts(props: { items: readonly (readonly [string, ReactNode] | false | null)[] }) {
  return (
    <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
      {props.items.map(
        (item) =>
          item && (
            <div key={item[0]} className="contents">
              <dt className="text-ink-soft">{item[0]}</dt>
              <dd className="min-w-0 break-words">{item[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** What happened, newest first, with who and when. */
export function History(props: {
  entries: readonly { key: string; at: string; what: ReactNode; who?: string | null | undefined }[];
  empty?: string;
}) {
  if (props.entries.length === 0) return <p className="text-ink-soft">{props.empty ?? 'Nothing yet.'}</p>;
  return (
    <ol className="space-y-2">
      {props.entries.map((entry) => (
        <li key={entry.key}>
          <p>{entry.what}</p>
          <p className="text-ink-soft text-xs">
            {entry.at}
            {entry.who ? ` · ${entry.who}` : ''}
          </p>
        </li>
      ))}
    </ol>
  );
}

export interface IssueShape {
  code: string;
  severity: string;
  message: string;
}
const severityLook: Record<string, string> = {
  ERROR: 'bg-bad-soft text-bad',
  WARNING: 'bg-warn-soft text-warn',
  NOTICE: 'bg-sunken text-ink-soft',
};

export function IssueList(props: { issues: readonly IssueShape[] }) {
  if (props.issues.length === 0) return null;
  return (
    <ul className="space-y-1">
      {props.issues.map((issue) => (
        <li
          key={`${issue.code}:${issue.message}`}
          className={clsx('rounded px-2 py-1', severityLook[issue.severity] ?? severityLook.NOTICE)}
        >
          {issue.message}
        </li>
      ))}
    </ul>
  );
}
