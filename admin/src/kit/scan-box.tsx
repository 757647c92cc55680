import { clsx } from 'clsx';
import { type ReactNode, useRef, useState } from 'react';
import { type ScanAnswer, scanQueue } from './scan-queue.ts';

/**
 * A field for a scanner that types like a keyboard and ends with Enter. It keeps the focus, takes the next scan while the last one is
 * still under way, says the outcome of each in large letters, and tells right from wrong by words first, colour second.
 */
export function ScanBox(props: {
  label: string;
  hint?: ReactNode;
  placeholder?: string;
  autoFocus?: boolean;
  disabled?: boolean;
  onScan: (code: string) => Promise<ScanAnswer> | ScanAnswer;
}) {
  const field = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState('');
  const [answer, setAnswer] = useState<ScanAnswer | null>(null);
  const latest = useRef(props.onScan);
  latest.current = props.onScan;
  const [queue] = useState(() => scanQueue((scanned) => latest.current(scanned), setAnswer));
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        const scanned = code.trim();
        // Free at once: a scanner does not wait, and the next code must not be typed behind this one.
        setCode('');
        field.current?.focus();
        if (scanned) queue(scanned);
      }}
    >
      <label className="block space-y-1">
        <span className="font-medium">{props.label}</span>
        <input
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: a scanner types into whatever has the focus
          autoFocus={props.autoFocus ?? true}
          className="control h-14 w-full px-4 text-xl"
          placeholder={props.placeholder}
          value={code}
          disabled={props.disabled}
          onChange={(event) => setCode(event.target.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="done"
        />
      </label>
      {props.hint && <p className="text-ink-soft">{props.hint}</p>}
      <p
        role="status"
        data-outcome={answer ? (answer.ok ? 'ok' : 'refused') : undefined}
        className={clsx(
          'min-h-10 rounded px-3 py-2 font-medium text-base',
          answer && (answer.ok ? 'bg-good-soft text-good' : 'bg-bad-soft text-bad'),
        )}
      >
        {answer?.message}
      </p>
    </form>
  );
}
