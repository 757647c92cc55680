import type { Messages } from '../../../../i18n/locales.ts';
import { look } from '../../../../kit/look.ts';
import { type LensUse, lensUses } from '../../../../prescription-entry/rx-form.ts';

/** Who wears the glasses and for what, as far as it decides the material. */
export interface WearerNeeds {
  isForSport: boolean;
  isOneEyed: boolean;
}

const needs = ['isForSport', 'isOneEyed'] as const;

const card = `${look.card} grid cursor-pointer grid-cols-[1.5rem_1fr] gap-x-4 p-4 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent`;

interface UseStepProps {
  use: LensUse | null;
  onUse(use: LensUse): void;
  wearer: WearerNeeds;
  onWearer(wearer: WearerNeeds): void;
  t: Messages['lens'];
}

export function UseStep({ use, onUse, wearer, onWearer, t }: UseStepProps) {
  return (
    <>
      <fieldset className="grid gap-3">
        <legend className="sr-only">{t.useTitle}</legend>
        {lensUses.map((one) => (
          <label key={one} className={card}>
            <input
              type="radio"
              name="use"
              value={one}
              className="mt-1 size-5 accent-accent"
              checked={use === one}
              onChange={() => onUse(one)}
            />
            <Words {...t.uses[one]} />
          </label>
        ))}
      </fieldset>
      <fieldset className="grid gap-3">
        <legend className={`${look.h3} mb-3`}>{t.wearerTitle}</legend>
        {needs.map((one) => (
          <label key={one} className={card}>
            <input
              type="checkbox"
              name={one}
              className="mt-1 size-5 accent-accent"
              checked={wearer[one]}
              onChange={(event) => onWearer({ ...wearer, [one]: event.target.checked })}
            />
            <Words {...t.wearer[one]} />
          </label>
        ))}
      </fieldset>
    </>
  );
}

function Words({ name, help }: { name: string; help: string }) {
  return (
    <span className="grid gap-1">
      <span className="font-medium">{name}</span>
      <span className="text-sm text-ink-soft">{help}</span>
    </span>
  );
}
