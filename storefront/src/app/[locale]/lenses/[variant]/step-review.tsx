import { formatAxis, formatPower } from '../../../../format/power.ts';
import type { Locale } from '../../../../i18n/href.ts';
import { look } from '../../../../kit/look.ts';
import type { EyeText } from '../../../../prescription-entry/rx-form.ts';
import type { Draft } from './builder-draft.ts';
import type { BuilderTexts } from './builder-texts.ts';
import type { Choice, Quote } from './choice-list.tsx';
import type { ChosenColour } from './colour-choice.tsx';
import { saidBandOf } from './said-rx.ts';
import type { Step } from './steps.ts';

/** Everything chosen, each with its way back. */
export function ReviewStep({
  draft: { selection, form, isLater, said, colours },
  quote,
  onOpen,
  locale,
  t,
}: {
  draft: Draft;
  quote: Quote;
  onOpen(step: Step): void;
  locale: Locale;
  t: BuilderTexts;
}) {
  const named = (choices: Quote['designs'], isIn: (choice: Quote['designs'][number]) => boolean) =>
    choices
      .filter(isIn)
      .map((choice) => choice.option.name)
      .join(', ');
  const rows = [
    ['use', selection.use ? t.lens.uses[selection.use].name : ''],
    ['prescription', isLater ? t.later.short : `OD ${powersOf(form.od, locale)} · OS ${powersOf(form.os, locale)}`],
    ['design', named(quote.designs, ({ option }) => option.id === selection.designId)],
    ['material', named(quote.materials, ({ option }) => option.id === selection.materialId)],
    [
      'treatments',
      quote.treatments
        .filter(({ option, selected }) => selected || selection.treatmentIds.includes(option.id))
        .map((choice) => withColour(choice, colours))
        .join(' · ') || t.lens.none,
    ],
  ] as const;
  return (
    <>
      <dl className="grid divide-y divide-line border-y border-line">
        {rows.map(([one, value]) => (
          <div key={one} className="grid grid-cols-[1fr_auto] gap-x-4 py-3 sm:grid-cols-[9rem_1fr_auto]">
            <dt className="text-ink-soft">{t.lens.steps[one]}</dt>
            <dd className="tabular order-3 col-span-2 sm:order-none sm:col-span-1">{value}</dd>
            <dd>
              <button type="button" className={look.link} onClick={() => onOpen(one)}>
                {t.lens.change}
                <span className="sr-only">: {t.lens.steps[one]}</span>
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <GoodToKnow notes={quote.issues.filter(({ severity }) => severity === 'NOTICE')} title={t.lens.goodToKnow} />
      <p className={look.hint}>
        {isLater ? (saidBandOf(selection.use, said) ? t.later.reviewNoteSaid : t.later.reviewNote) : t.rx.reviewNote}
      </p>
    </>
  );
}

/** What is worth knowing before buying, and changes nothing. */
function GoodToKnow({ notes, title }: { notes: Quote['issues']; title: string }) {
  const sentences = [...new Set(notes.map(({ message }) => message))];
  if (sentences.length === 0) return null;
  return (
    <section className="grid gap-2 rounded-2xl bg-accent-soft p-5" aria-label={title}>
      <h3 className="font-medium">{title}</h3>
      <ul className="grid list-disc gap-1 pl-5 text-sm">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

/** As an optician writes it, whatever way it was typed. */
function powersOf({ sphere, cylinder, axis, add }: EyeText, locale: Locale): string {
  const power = (typed: string) => formatPower(typed, locale);
  return [
    sphere && power(sphere),
    cylinder && `${power(cylinder)} × ${formatAxis(Number(axis))}`,
    add && `ADD ${power(add)}`,
  ]
    .filter(Boolean)
    .join(' ')
    .replaceAll(' ', '\u00a0');
}

/** A treatment with the colour and strength that were chosen for it. */
function withColour({ option }: Choice, chosen: readonly ChosenColour[]): string {
  const own = chosen.find(({ treatmentId }) => treatmentId === option.id);
  const colour = option.colours.find(({ code }) => code === own?.colourCode);
  if (!own || !colour) return option.name;
  return `${option.name}, ${colour.name}${own.absorptionPercent === null ? '' : ` ${own.absorptionPercent} %`}`;
}
