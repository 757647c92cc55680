'use client';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { look } from './look.ts';

interface FieldProps extends Omit<ComponentProps<'input'>, 'children'> {
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
  optional?: string | undefined;
}

/** A labelled input; hint and error are tied to it, so that a screen reader says them with the field. */
export function Field({ label, hint, error, optional, className = '', ...input }: FieldProps) {
  const made = useId();
  const id = input.id ?? made;
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={`grid content-start gap-1.5 ${className}`}>
      <label htmlFor={id} className={look.label}>
        {label}
        {optional ? <span className="font-normal text-ink-soft"> ({optional})</span> : null}
      </label>
      <input
        {...input}
        id={id}
        className={look.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      {error ? (
        <p id={`${id}-error`} className="text-sm text-bad">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className={look.hint}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

interface SelectProps extends ComponentProps<'select'> {
  label: string;
  error?: ReactNode;
}

export function Select({ label, error, className = '', children, ...select }: SelectProps) {
  const made = useId();
  const id = select.id ?? made;
  return (
    <div className={`grid content-start gap-1.5 ${className}`}>
      <label htmlFor={id} className={look.label}>
        {label}
      </label>
      <select
        {...select}
        id={id}
        className={look.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
      >
        {children}
      </select>
      {error ? (
        <p id={`${id}-error`} className="text-sm text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}
