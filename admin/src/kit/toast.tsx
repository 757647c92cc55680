import { clsx } from 'clsx';
import { useSyncExternalStore } from 'react';

interface Message {
  id: number;
  tone: 'good' | 'bad';
  text: string;
  details: readonly string[];
}

let messages: readonly Message[] = [];
let next = 1;
const listeners = new Set<() => void>();
const change = (list: readonly Message[]) => {
  messages = list;
  for (const listener of listeners) listener();
};
const dismiss = (id: number) => change(messages.filter((message) => message.id !== id));

function show(tone: Message['tone'], text: string, details: readonly string[], stayMs: number) {
  const id = next++;
  change([...messages.slice(-3), { id, tone, text, details }]);
  setTimeout(() => dismiss(id), stayMs);
}

/** Short answers at the edge of the screen. A refusal stays long enough to be read, and can be put away. */
export const toast = {
  good: (text: string) => show('good', text, [], 5_000),
  bad: (text: string, details: readonly string[] = []) => show('bad', text, details, 15_000),
};

export function Toasts() {
  const list = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => messages,
  );
  return (
    <div
      className="pointer-events-none fixed right-4 bottom-4 z-[60] flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2"
      role="status"
      aria-live="polite"
    >
      {list.map((message) => (
        <div
          key={message.id}
          data-tone={message.tone}
          className={clsx(
            'card pointer-events-auto flex items-start gap-2 border-l-4 p-3 shadow-lg',
            message.tone === 'good' ? 'border-l-good' : 'border-l-bad',
          )}
        >
          <div className="flex-1 space-y-1">
            <p className="font-medium">{message.text}</p>
            {message.details.length > 0 && (
              <ul className="list-disc space-y-0.5 ps-4 text-ink-soft">
                {message.details.map((detail) => (
                  <li key={detail}>{detail}</li>
                ))}
              </ul>
            )}
          </div>
          <button
            type="button"
            className="btn-plain rounded px-1.5"
            aria-label="Dismiss"
            onClick={() => dismiss(message.id)}
          >
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
