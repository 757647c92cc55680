import type { ReactNode } from 'react';

const tones = {
  info: 'bg-accent-soft text-ink',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
} as const;

/** Something a person has to know here. `bad` is announced at once, the others when the reader pauses. */
export function Notice({ tone, children }: { tone: keyof typeof tones; children: ReactNode }) {
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={`rounded-xl px-4 py-3 ${tones[tone]}`}>
      {children}
    </div>
  );
}
