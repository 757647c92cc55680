import type { Messages } from '../../../../i18n/locales.ts';
import { look } from '../../../../kit/look.ts';
import { type LensUse, lensUses } from '../../../../prescription-entry/rx-form.ts';

export function UseStep({ use, onUse, t }: { use: LensUse | null; onUse(use: LensUse): void; t: Messages['lens'] }) {
  return (
    <fieldset className="grid gap-3">
      <legend className="sr-only">{t.useTitle}</legend>
      {lensUses.map((one) => (
        <label
          key={one}
          className={`${look.card} grid cursor-pointer grid-cols-[1.5rem_1fr] gap-x-4 p-4 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent`}
        >
          <input
            type="radio"
            name="use"
            value={one}
            className="mt-1 size-5 accent-accent"
            checked={use === one}
            onChange={() => onUse(one)}
          />
          <span className="grid gap-1">
            <span className="font-medium">{t.uses[one].name}</span>
            <span className="text-sm text-ink-soft">{t.uses[one].help}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
