import { clsx } from 'clsx';
import { type ComponentProps, createContext, type ReactNode, useContext, useId } from 'react';
import { useIssueOf } from './refused.tsx';

export type ButtonTone = 'primary' | 'danger' | 'plain' | 'quiet';

export function Button({
  tone = 'quiet',
  busy = false,
  className,
  disabled,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { tone?: ButtonTone; busy?: boolean }) {
  return (
    <button
      type={type}
      className={clsx('btn', tone !== 'quiet' && `btn-${tone}`, className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    />
  );
}

const FieldContext = createContext<{ id: string; hintId: string | undefined; isInvalid: boolean } | null>(null);

/** A label, its control, and what is wrong with it or what to type. */
export function Field(props: {
  label: string;
  /** What the graph calls it: its refusals are then told here. */
  name?: string;
  hint?: string;
  error?: string | null | undefined;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  const refused = useIssueOf(props.name);
  const error = props.error ?? refused;
  const note = error ?? props.hint;
  return (
    <div className={clsx('flex flex-col gap-1', props.className)}>
      <label htmlFor={id} className="font-medium text-xs">
        {props.label}
      </label>
      <FieldContext value={{ id, hintId: note ? `${id}-hint` : undefined, isInvalid: Boolean(error) }}>
        {props.children}
      </FieldContext>
      {note && (
        <p id={`${id}-hint`} className={clsx('text-xs', error ? 'text-bad' : 'text-ink-soft')}>
          {note}
        </p>
      )}
    </div>
  );
}

function useField() {
  const field = useContext(FieldContext);
  return field ? { id: field.id, 'aria-describedby': field.hintId, 'aria-invalid': field.isInvalid || undefined } : {};
}

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...useField()} className={clsx('control w-full', className)} {...rest} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...useField()} rows={3} className={clsx('control w-full', className)} {...rest} />;
}

export interface Option {
  value: string;
  label: string;
}

export function Select({
  className,
  options,
  placeholder,
  ...rest
}: ComponentProps<'select'> & { options: readonly Option[]; placeholder?: string }) {
  return (
    <select {...useField()} className={clsx('control w-full', className)} {...rest}>
      {placeholder !== undefined && <option value="">{placeholder}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
