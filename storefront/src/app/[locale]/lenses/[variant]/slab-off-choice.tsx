import { formatMoney } from '../../../../format/money.ts';
import { fill } from '../../../../i18n/fill.ts';
import type { Locale } from '../../../../i18n/href.ts';
import type { Messages } from '../../../../i18n/locales.ts';
import { look } from '../../../../kit/look.ts';
import type { Quote } from './choice-list.tsx';

interface SlabOffChoiceProps {
  slabOff: NonNullable<Quote['slabOff']>;
  isOn: boolean;
  onChange(isOn: boolean): void;
  locale: Locale;
  t: Messages['lens'];
}

/** Asked only of a pair that pulls the lines apart when its wearer looks down to read. */
export function SlabOffChoice({ slabOff, isOn, onChange, locale, t }: SlabOffChoiceProps) {
  return (
    <label className={`${look.card} grid cursor-pointer grid-cols-[1.5rem_1fr_auto] gap-x-4 p-4`}>
      <input
        type="checkbox"
        name="slab-off"
        className="mt-1 size-5 accent-accent"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="grid gap-1">
        <span className="font-medium">{slabOff.label}</span>
        <span className="text-sm text-ink-soft">{fill(t.slabOffHelp, { imbalance: slabOff.imbalance })}</span>
      </span>
      <span>+{formatMoney(slabOff.price, locale)}</span>
    </label>
  );
}
