import { clsx } from 'clsx';
import { sayCode } from './format.ts';
import { type Tone, toneOf } from './tone.ts';

const looks: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-soft',
  accent: 'bg-accent-soft text-accent-strong',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
};

/** A state in words; the colour only repeats what the word says. */
export function Badge(props: { code: string; label?: string | undefined; tone?: Tone | undefined }) {
  return (
    <span
      className={clsx(
        'inline-block whitespace-nowrap rounded-full px-2 py-px font-medium text-xs',
        looks[props.tone ?? toneOf(props.code)],
      )}
    >
      {props.label ?? sayCode(props.code)}
    </span>
  );
}
