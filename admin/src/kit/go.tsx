import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

/** A way to another screen by its address. */
export function Go({
  to,
  className,
  plain,
  ...rest
}: Omit<ComponentProps<typeof Link>, 'to'> & { to: string; plain?: boolean }) {
  const [path, query] = to.split('?');
  const search = query ? Object.fromEntries(new URLSearchParams(query)) : undefined;
  return (
    <Link
      to={path as never}
      search={search as never}
      className={clsx(!plain && 'link', className as string)}
      {...rest}
    />
  );
}

export function useGo(): (to: string) => void {
  const navigate = useNavigate();
  return (to) => void navigate({ to: to as never });
}

export function useAddressPart(name: string): string {
  return (useParams({ strict: false }) as Record<string, string | undefined>)[name] ?? '';
}
