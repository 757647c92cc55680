'use client';
import { type ChangeEvent, type SetStateAction, useId, useRef, useState } from 'react';
import { addToCartDocument } from '../../../../cart/cart.documents.ts';
import { useCart } from '../../../../cart/cart-context.tsx';
import { formatDate } from '../../../../format/date.ts';
import { formatDecimal } from '../../../../format/decimal.ts';
import { formatAxis, formatPower } from '../../../../format/power.ts';
import { send } from '../../../../graph/browser.ts';
import { type Sentences, tellFailure } from '../../../../graph/tell.ts';
import { fill, plural } from '../../../../i18n/fill.ts';
import type { Messages } from '../../../../i18n/locales.ts';
import { Select } from '../../../../kit/field.tsx';
import { look } from '../../../../kit/look.ts';
import { Notice } from '../../../../kit/notice.tsx';
import { useKept } from '../../../../kit/use-kept.ts';
import { savePrescriptionDocument } from '../../../../prescription-entry/prescription.documents.ts';
import { type ContactErrors, contactErrors, contactGaps } from './contact-errors.ts';
import { type ContactPaper, contactRxInput, emptyPaper } from './contact-paper.ts';
import { ContactPaperFields } from './contact-paper-fields.tsx';
import { boxesForAYear, type ContactChoice, offered, type Parameter, settled, usedParameters } from './contact-rows.ts';
import { differencesFrom } from './prescribed-lens.ts';
import { importContactRxDocument } from './product.documents.ts';
import type { Product } from './product-view.ts';

type Eye = 'OD' | 'OS';
interface EyeState {
  isOn: boolean;
  boxes: number;
  colour: string;
  choice: ContactChoice;
}

/** Everything entered here, kept over a reload until it is in the cart. */
interface Entered {
  eyes: Record<Eye, EyeState>;
  prescription: { id: string; text: string } | null;
  prescribed: Partial<Record<Eye, ContactChoice>>;
  paper: ContactPaper;
}

interface PickerProps {
  variantId: string;
  /** Brand and name, as the prescription names the lens. */
  brand: string;
  lens: NonNullable<Product['contactLens']>;
  isAvailable: boolean;
  locale: string;
  t: Messages['contact'];
  texts: Sentences & {
    days: { one: string; other: string };
    wait: string;
    optional: string;
    paper: Messages['paper'];
    fileExpired: string;
    validUntil: string;
  };
}

const shown = (parameter: Parameter, value: string, locale: string): string =>
  parameter === 'power' || parameter === 'cylinder'
    ? formatPower(value, locale)
    : parameter === 'axis'
      ? formatAxis(Number(value))
      : parameter === 'baseCurve' || parameter === 'diameter'
        ? formatDecimal(Number(value), locale, 1)
        : value;

/** Values per eye; only combinations that are made can be chosen. */
export function ContactPicker({ variantId, brand, lens, isAvailable, locale, t, texts }: PickerProps) {
  const { cart, change: changeCart, setOpen } = useCart();
  const start = (): EyeState => ({
    isOn: true,
    boxes: 1,
    colour: lens.colours[0] ?? '',
    choice: settled(lens.rows, {}),
  });
  const {
    value: entered,
    setValue: setEntered,
    forget,
  } = useKept<Entered>(`contact:${variantId}`, () => ({
    eyes: { OD: start(), OS: start() },
    prescription: null,
    prescribed: {},
    paper: emptyPaper,
  }));
  const { eyes, prescription, prescribed, paper } = entered;
  const [told, setTold] = useState<string | null>(null);
  const [errors, setErrors] = useState<ContactErrors>({});
  const [isBusy, setBusy] = useState(false);
  const place = useRef<HTMLElement>(null);
  // The same press sent twice, by a slow line or an impatient hand, adds the boxes once.
  const purchaseKey = useRef('');
  const file = useId();
  const today = new Date().toISOString().slice(0, 10);
  const used = usedParameters(lens.rows);
  const year = boxesForAYear(lens.packSize, lens.replacementDays);
  const change = (part: (now: Entered) => Partial<Entered>) => {
    purchaseKey.current = '';
    setEntered((now) => ({ ...now, ...part(now) }));
  };
  const update = (eye: Eye, part: Partial<EyeState>) =>
    change((now) => ({ eyes: { ...now.eyes, [eye]: { ...now.eyes[eye], ...part } } }));
  const setPaper = (next: SetStateAction<ContactPaper>) =>
    change((now) => ({ paper: typeof next === 'function' ? next(now.paper) : next }));
  const show = (found: ContactErrors) => {
    setErrors(found);
    setTold(found[''] ?? null);
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };

  const readFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0];
    if (!chosen) return;
    setTold(null);
    try {
      const { importPrescription: found } = await send(importContactRxDocument, { fhirJson: await chosen.text() });
      if (found.__typename === 'Refusal') return setTold(found.issues[0]?.message ?? found.message);
      if (found.expired)
        return setTold(fill(texts.fileExpired, { date: found.expiresOn ? formatDate(found.expiresOn, locale) : '' }));
      const wanted = Object.fromEntries(found.contactLenses.map((one) => [one.eye, prescribedChoice(one)]));
      change(() => ({ prescribed: wanted }));
      for (const one of found.contactLenses)
        update(one.eye, { isOn: true, choice: settled(lens.rows, prescribedChoice(one)) });
      change(() => ({
        prescription: {
          id: found.id,
          text: [
            found.prescriberName,
            found.expiresOn ? fill(texts.validUntil, { date: formatDate(found.expiresOn, locale) }) : '',
          ]
            .filter(Boolean)
            .join(' · '),
        },
      }));
    } catch (error) {
      setTold(tellFailure(error, texts));
    }
  };

  /** Keeps the prescription the lenses are bought on, exactly in the chosen values; the prescriber is asked or the paper compared. */
  const savePaper = async (chosen: readonly Eye[]): Promise<{ id: string } | { errors: ContactErrors }> => {
    try {
      const { savePrescription: saved } = await send(savePrescriptionDocument, {
        input: contactRxInput(
          paper,
          brand,
          chosen.map((eye) => ({ eye, choice: eyes[eye].choice })),
        ),
      });
      if (saved.__typename === 'Prescription') {
        setPaper((now) => ({ ...now, savedId: saved.id }));
        return { id: saved.id };
      }
      return { errors: contactErrors(saved.issues, saved.message) };
    } catch (error) {
      return { errors: { '': tellFailure(error, texts) } };
    }
  };

  const add = async () => {
    const chosen = (['OD', 'OS'] as const).filter((eye) => eyes[eye].isOn);
    const gaps = contactGaps(
      {
        eyes: chosen.map((eye) => ({ eye, used, choice: eyes[eye].choice })),
        paper: prescription ? null : paper,
      },
      { choose: t.missing, fillIn: t.fillIn, noEye: t.noEye },
    );
    show(gaps);
    if (Object.keys(gaps).length > 0) return;
    setBusy(true);
    const made = prescription ? { id: prescription.id } : await savePaper(chosen);
    if ('errors' in made) {
      setBusy(false);
      return show(made.errors);
    }
    purchaseKey.current ||= crypto.randomUUID();
    const outcome = await changeCart(addToCartDocument, {
      cartId: cart?.id ?? null,
      idempotencyKey: purchaseKey.current,
      lines: chosen.map((eye) => {
        const { choice, boxes, colour } = eyes[eye];
        return {
          variantId,
          quantity: boxes,
          prescriptionId: made.id,
          contactLens: {
            eye,
            power: choice.power ?? '',
            cylinder: choice.cylinder ?? null,
            axis: choice.axis ? Number(choice.axis) : null,
            add: choice.add ?? null,
            baseCurveMm: choice.baseCurve ?? '',
            diameterMm: choice.diameter ?? '',
            colour: colour || null,
          },
        };
      }),
    });
    setBusy(false);
    setTold(outcome.told);
    if (!outcome.cart) return;
    purchaseKey.current = '';
    forget();
    setOpen(true);
  };

  return (
    <section ref={place} aria-label={t.title} className="grid gap-5">
      <p className="text-ink-soft">{t.help}</p>
      <div className="grid gap-5 sm:grid-cols-2">
        {(['OD', 'OS'] as const).map((eye) => {
          const state = eyes[eye];
          return (
            <fieldset key={eye} className={`${look.card} grid content-start gap-3 p-4`}>
              <legend className="float-left mb-1 font-medium">{eye === 'OD' ? t.right : t.left}</legend>
              <label className="flex min-h-9 clear-both items-center gap-2 text-sm">
                <input
                  type="checkbox"
                  className="size-5 accent-accent"
                  checked={state.isOn}
                  onChange={(event) => update(eye, { isOn: event.target.checked })}
                />
                {t.useEye}
              </label>
              {state.isOn ? (
                <>
                  {used.map((parameter) => (
                    <Select
                      key={parameter}
                      label={t[parameter]}
                      error={state.choice[parameter] ? undefined : errors[`${eye}.${parameter}`]}
                      value={state.choice[parameter] ?? ''}
                      onChange={(event) =>
                        update(eye, {
                          choice: settled(lens.rows, { ...state.choice, [parameter]: event.target.value }),
                        })
                      }
                    >
                      <option value="">{t.choose}</option>
                      {offered(lens.rows, state.choice, parameter).map((value) => (
                        <option key={value} value={value}>
                          {shown(parameter, value, locale)}
                        </option>
                      ))}
                    </Select>
                  ))}
                  {prescribed[eye] ? (
                    <PrescribedNotice
                      prescribed={prescribed[eye]}
                      choice={state.choice}
                      onRestore={(choice) => update(eye, { choice: settled(lens.rows, choice) })}
                      locale={locale}
                      t={t}
                    />
                  ) : null}
                  {lens.colours.length > 1 ? (
                    <Select
                      label={t.colour}
                      value={state.colour}
                      onChange={(event) => update(eye, { colour: event.target.value })}
                    >
                      {lens.colours.map((colour) => (
                        <option key={colour}>{colour}</option>
                      ))}
                    </Select>
                  ) : null}
                  <Select
                    label={t.boxes}
                    value={String(state.boxes)}
                    onChange={(event) => update(eye, { boxes: Number(event.target.value) })}
                  >
                    {[...new Set([1, 2, 3, 4, 6, 8, 12, Math.min(year, 20)])]
                      .sort((a, b) => a - b)
                      .map((count) => (
                        <option key={count} value={count}>
                          {count}
                          {count === year ? ` (${t.year})` : ''}
                        </option>
                      ))}
                  </Select>
                  <p className={look.hint}>
                    {fill(t.boxOf, { count: lens.packSize })};{' '}
                    {fill(t.supply, {
                      days: plural(locale, texts.days, state.boxes * lens.packSize * lens.replacementDays),
                    })}
                  </p>
                </>
              ) : null}
            </fieldset>
          );
        })}
      </div>
      <button type="button" className={`${look.quiet} justify-self-start`} onClick={() => update('OS', { ...eyes.OD })}>
        {t.same}
      </button>
      <div className={`${look.card} grid gap-4 p-4`}>
        <p className="text-sm">{t.prescription}</p>
        {prescription ? (
          <p className="text-sm text-good">✓ {prescription.text}</p>
        ) : (
          <ContactPaperFields
            paper={paper}
            errors={errors}
            onChange={setPaper}
            today={today}
            t={t}
            optional={texts.optional}
            upload={texts.paper}
          />
        )}
        <label htmlFor={file} className={`${look.quiet} justify-self-start focus-within:outline-2`}>
          {t.fromFile}
          <input
            id={file}
            type="file"
            accept=".json,application/json,application/fhir+json"
            className="sr-only"
            onChange={readFile}
          />
        </label>
      </div>
      {told ? <Notice tone="bad">{told}</Notice> : null}
      <button type="button" className={look.primary} onClick={add} disabled={isBusy || !isAvailable}>
        {isBusy ? texts.wait : t.addBoth}
      </button>
      {lens.wearerRights ? (
        <details className="text-sm text-ink-soft">
          <summary>{t.rights}</summary>
          <p className="mt-2">{lens.wearerRights}</p>
        </details>
      ) : null}
    </section>
  );
}

const prescribedChoice = (one: {
  power: string;
  cylinder: string | null;
  axis: number | null;
  add: string | null;
  baseCurveMm: string | null;
  diameterMm: string | null;
}): ContactChoice => ({
  power: one.power,
  ...(one.cylinder ? { cylinder: one.cylinder } : {}),
  ...(one.axis ? { axis: String(one.axis) } : {}),
  ...(one.add ? { add: one.add } : {}),
  ...(one.baseCurveMm ? { baseCurve: one.baseCurveMm } : {}),
  ...(one.diameterMm ? { diameter: one.diameterMm } : {}),
});

/** Told while it is chosen, with the way back: a lens that is only near is not the prescribed one. */
function PrescribedNotice({
  prescribed,
  choice,
  onRestore,
  locale,
  t,
}: {
  prescribed: ContactChoice;
  choice: ContactChoice;
  onRestore(choice: ContactChoice): void;
  locale: string;
  t: Messages['contact'];
}) {
  const differences = differencesFrom(prescribed, choice);
  if (differences.length === 0) return null;
  return (
    <Notice tone="warn">
      <p>
        {fill(t.notPrescribed, {
          what: differences
            .map(({ parameter, prescribed: value }) => `${t[parameter]} ${shown(parameter, value, locale)}`)
            .join(', '),
        })}
      </p>
      <button type="button" className={look.link} onClick={() => onRestore(prescribed)}>
        {t.asPrescribed}
      </button>
      <p className="text-sm">{t.notMade}</p>
    </Notice>
  );
}
