import { clsx } from 'clsx';
import { type ReactNode, useRef, useState } from 'react';

export interface ScanAnswer {
  ok: boolean;
  message: string;
}

/**
 * A field for a scanner that types like a keyboard and ends with Enter. It keeps the focus after each scan, says the outcome in
 * large letters, and tells right from wrong by words first, colour second.
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
  const [busy, setBusy] = useState(false);
  return (
    <form
      className="space-y-2"
      onSubmit={async (event) => {
        event.preventDefault();
        const scanned = code.trim();
        if (!scanned || busy) return;
        setCode('');
        setBusy(true);
        try {
          setAnswer(await props.onScan(scanned));
        } finally {
          setBusy(false);
          field.current?.focus();
        }
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
