import { fill, tagOf } from '../i18n/fill.ts';

/** Five stars, filled to the tenth; the number stands beside them for those who do not see them. */
export function Stars({ value, label, locale }: { value: string | number; label: string; locale: string }) {
  const number = Number(value);
  const said = new Intl.NumberFormat(tagOf(locale), { maximumFractionDigits: 1 }).format(number);
  return (
    <span className="inline-flex items-center" role="img" aria-label={fill(label, { value: said })}>
      <span
        aria-hidden
        className="bg-clip-text text-transparent tracking-widest"
        style={{
          backgroundImage: `linear-gradient(90deg, var(--warn) ${number * 20}%, var(--line) ${number * 20}%)`,
        }}
      >
        ★★★★★
      </span>
    </span>
  );
}
