'use client';
import { type ReactNode, useEffect, useRef } from 'react';
import { look } from '@/kit/look.ts';

/** One part of the checkout: open, or closed into a line that can be edited. Opening it moves the reader to its heading. */
export function CheckoutPart({
  title,
  number,
  isOpen,
  summary,
  edit,
  onEdit,
  children,
}: {
  title: string;
  number: number;
  isOpen: boolean;
  summary?: ReactNode;
  edit: string;
  onEdit?: (() => void) | undefined;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (isOpen && !wasOpen.current) heading.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <section className={`${look.card} grid gap-5 p-5 sm:p-7`} aria-label={title}>
      <header className="flex items-baseline justify-between gap-4">
        <h2 ref={heading} tabIndex={-1} className={`text-xl outline-none ${isOpen ? '' : 'text-ink-soft'}`}>
          <span className="tabular mr-3 text-accent">{number}</span>
          {title}
        </h2>
        {!isOpen && summary && onEdit ? (
          <button type="button" className={look.link} onClick={onEdit}>
            {edit}
            <span className="sr-only">: {title}</span>
          </button>
        ) : null}
      </header>
      {isOpen ? children : summary ? <div>{summary}</div> : null}
    </section>
  );
}
