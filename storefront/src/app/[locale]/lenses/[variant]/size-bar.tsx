import { formatDecimal } from '../../../../format/decimal.ts';
import { fill } from '../../../../i18n/fill.ts';
import type { Messages } from '../../../../i18n/locales.ts';

interface Size {
  edgeMaxMm: string;
  centreMm: string;
  weightGrams: string;
}

/** Thickest edge and weight of one choice, the edge as a bar beside the thickest of the list: thinner is seen before it is read. */
export function SizeBar({
  size,
  thickest,
  locale,
  t,
}: {
  size: Size;
  /** Edge of the thickest choice, mm. */
  thickest: number;
  locale: string;
  t: Messages['lens'];
}) {
  const edge = Math.max(Number(size.edgeMaxMm), Number(size.centreMm));
  const share = thickest > 0 ? Math.min(100, (Number(size.edgeMaxMm) / thickest) * 100) : 0;
  return (
    <span className="mt-1 grid grid-cols-[minmax(0,10rem)_auto] items-center justify-start gap-x-3">
      <span aria-hidden className="block h-2 rounded-full bg-sunken">
        <span className="block h-2 rounded-full bg-accent" style={{ width: `${share}%` }} />
      </span>
      <span className="tabular text-sm">
        {fill(t.sizeOf, {
          edge: formatDecimal(Number(size.edgeMaxMm), locale, 1),
          weight: formatDecimal(Number(size.weightGrams), locale, 0),
        })}
        <span className="sr-only">, {fill(t.thickestOf, { value: formatDecimal(edge, locale, 1) })}</span>
      </span>
    </span>
  );
}

/** Before and after: the chosen material beside the thickest one that would also do. */
export function SizeComparison({
  choices,
  chosenId,
  locale,
  t,
}: {
  choices: readonly { option: { id: string; name: string }; possible: boolean; size: Size | null }[];
  chosenId: string | null;
  locale: string;
  t: Messages['lens'];
}) {
  const sized = choices.flatMap(({ option, possible, size }) => (possible && size ? [{ option, size }] : []));
  const chosen = sized.find(({ option }) => option.id === chosenId);
  const [before] = [...sized].sort((a, b) => Number(b.size.edgeMaxMm) - Number(a.size.edgeMaxMm));
  // Nothing is drawn while the prescription is sent later.
  if (sized.length === 0) return null;
  // The line keeps its place before a choice is made, so that nothing moves when it is.
  if (!chosen || !before) return <p className="min-h-6 text-sm text-ink-soft">{t.compareHint}</p>;
  const [from, to] = [Number(before.size.edgeMaxMm), Number(chosen.size.edgeMaxMm)];
  const thinner = from > 0 ? Math.round((1 - to / from) * 100) : 0;
  const lighter = Math.round(Number(before.size.weightGrams) - Number(chosen.size.weightGrams));
  if (chosen.option.id === before.option.id || thinner <= 0)
    return <p className="min-h-6 text-sm text-ink-soft">{fill(t.compareThickest, { name: chosen.option.name })}</p>;
  return (
    <p className="tabular min-h-6 text-sm" aria-live="polite">
      {fill(lighter > 0 ? t.compareBoth : t.compareEdge, {
        name: chosen.option.name,
        before: before.option.name,
        from: formatDecimal(from, locale, 1),
        to: formatDecimal(to, locale, 1),
        percent: thinner,
        grams: lighter,
      })}
    </p>
  );
}
