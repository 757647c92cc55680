import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { Problem } from '../graph/problem.ts';
import { Button } from './controls.tsx';

export function ErrorState(props: { message: string; reference?: string | null; onRetry?: () => void }) {
  return (
    <div className="max-w-md space-y-2 p-6" role="alert">
      <p className="font-medium">{props.message}</p>
      {props.reference && (
        <p className="text-ink-soft">
          Reference <code className="select-all">{props.reference}</code>
        </p>
      )}
      {props.onRetry && <Button onClick={props.onRetry}>Try again</Button>}
    </div>
  );
}

export function ProblemState(props: { problem: Problem; onRetry: () => void }) {
  if (props.problem.code === 'FORBIDDEN')
    return <ErrorState message="Your role may not see this. Ask an administrator if your work needs it." />;
  return <ErrorState message={props.problem.message} reference={props.problem.reference} onRetry={props.onRetry} />;
}

export function EmptyState(props: { title: string; hint?: string | undefined; children?: ReactNode }) {
  return (
    <div className="space-y-2 px-6 py-10 text-center">
      <p className="font-medium">{props.title}</p>
      {props.hint && <p className="text-ink-soft">{props.hint}</p>}
      {props.children}
    </div>
  );
}

export const Skeleton = (props: { className?: string }) => (
  <div aria-hidden="true" className={clsx('rounded bg-sunken', props.className ?? 'h-4 w-full')} />
);

export function DetailSkeleton() {
  return (
    <div className="space-y-4 p-6" aria-busy="true">
      <Skeleton className="h-6 w-56" />
      <div className="grid gap-4 lg:grid-cols-[2fr_1fr]">
        <Skeleton className="h-72" />
        <Skeleton className="h-72" />
      </div>
    </div>
  );
}

export function FullPageSkeleton() {
  return (
    <div className="flex min-h-dvh" aria-busy="true">
      <div className="hidden w-52 border-line border-r p-4 md:block">
        <Skeleton className="h-6 w-32" />
      </div>
      <div className="flex-1 p-6">
        <Skeleton className="h-6 w-56" />
      </div>
    </div>
  );
}
