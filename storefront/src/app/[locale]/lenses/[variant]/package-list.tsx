import { formatMoney, isZero } from '../../../../format/money.ts';
import { fill } from '../../../../i18n/fill.ts';
import type { Messages } from '../../../../i18n/locales.ts';
import { look } from '../../../../kit/look.ts';
import type { Quote } from './choice-list.tsx';

export type Package = Quote['packages'][number];

/** Lens type, material and treatments in one press, with what that saves; everything can still be changed afterwards. */
export function PackageList({
  packages,
  onTake,
  locale,
  t,
}: {
  packages: readonly Package[];
  onTake(one: Package): void;
  locale: string;
  t: Messages['lens'];
}) {
  if (packages.length === 0) return null;
  const sorted = [...packages].sort((a, b) => Number(b.possible) - Number(a.possible));
  return (
    <section aria-labelledby="packages-title" className="grid gap-3">
      <h3 id="packages-title" className={look.h3}>
        {t.packagesTitle}
      </h3>
      <ul className="grid gap-3 sm:grid-cols-2">
        {sorted.map((one) => (
          <li
            key={one.id}
            className={`${look.card} grid content-between gap-3 p-4 ${one.selected ? 'border-accent bg-accent-soft' : ''}`}
          >
            <div className="grid gap-1">
              <p className={`font-medium ${one.possible ? '' : 'text-ink-soft'}`}>{one.name}</p>
              <p className="text-sm text-ink-soft">{one.description}</p>
              <p className="text-sm">{one.contents.join(' · ')}</p>
              {one.reasons.map((reason) => (
                <p key={reason} className="text-sm text-warn">
                  {reason}
                </p>
              ))}
            </div>
            <div className="flex flex-wrap items-end justify-between gap-3">
              <p className="tabular grid min-h-12 content-end">
                {one.price ? (
                  <>
                    <span className="text-lg font-medium">{formatMoney(one.price, locale)}</span>
                    {one.saving && one.listPrice && !isZero(one.saving) ? (
                      <span className="text-sm text-good">
                        {fill(t.packageSaves, {
                          saving: formatMoney(one.saving, locale),
                          list: formatMoney(one.listPrice, locale),
                        })}
                      </span>
                    ) : null}
                  </>
                ) : (
                  <span className="text-sm text-ink-soft">{one.possible ? '' : t.impossible}</span>
                )}
              </p>
              <button
                type="button"
                className={look.secondary}
                aria-pressed={one.selected}
                disabled={!one.possible}
                onClick={() => onTake(one)}
              >
                {one.selected ? t.packageTaken : t.packageTake}
                <span className="sr-only">: {one.name}</span>
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
