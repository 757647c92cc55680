/** The few looks that many screens share, as class lists: one place for shape, size and states. */
const control =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-full text-base font-medium transition-colors disabled:opacity-50';

export const look = {
  primary: `${control} px-6 bg-accent text-on-accent hover:bg-accent-strong`,
  secondary: `${control} px-6 border border-line-strong bg-raised hover:border-ink`,
  quiet: `${control} px-3 text-accent hover:text-accent-strong underline-offset-4 hover:underline`,
  link: 'text-accent underline underline-offset-4 decoration-1 hover:text-accent-strong',
  icon: 'inline-grid size-11 place-items-center rounded-full hover:bg-sunken',
  input:
    'min-h-11 w-full rounded-lg border border-line-strong bg-raised px-3 text-base aria-invalid:border-bad aria-invalid:outline-bad',
  label: 'block text-sm font-medium',
  hint: 'text-sm text-ink-soft',
  card: 'rounded-2xl border border-line bg-raised',
  page: 'mx-auto w-full max-w-[84rem] px-5 sm:px-8',
  h1: 'text-3xl sm:text-5xl',
  h2: 'text-2xl sm:text-3xl',
  h3: 'text-lg font-medium',
  badge: 'inline-flex items-center rounded-full px-2.5 py-0.5 text-sm font-medium',
} as const;
