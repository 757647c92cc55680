'use client';
import { type ReactNode, useId } from 'react';
import { formatDecimal } from '../format/decimal.ts';
import { formatPower } from '../format/power.ts';
import { fill } from '../i18n/fill.ts';
import type { Locale } from '../i18n/href.ts';
import type { Messages } from '../i18n/locales.ts';
import { Field, Select } from '../kit/field.tsx';
import { look } from '../kit/look.ts';
import { type Paper, PaperUpload } from '../papers/paper-upload.tsx';
import { AxisDial } from './axis-dial.tsx';
import { placeName } from './place-name.ts';
import {
  asksForHeights,
  asksForNearPd,
  asksForVertex,
  type Base,
  derivedNearPd,
  type EyeText,
  type LensUse,
  papersOf,
  placeOf,
  type RxForm,
  type Told,
} from './rx-form.ts';
import type { RxRules } from './rx-rules.ts';

interface FormProps {
  form: RxForm;
  use: LensUse;
  /** What to say now; errors appear once a field was left or the step was tried. */
  told: readonly Told[];
  today: string;
  rules: RxRules;
  locale: Locale;
  onChange(form: RxForm): void;
  onLeave(field: string): void;
  /** Papers do not change a value: what was accepted stays accepted. */
  onPapers(papers: Paper[]): void;
  t: Messages['rx'];
  paper: Messages['paper'];
  optional: string;
}

const bases: readonly Base[] = ['IN', 'OUT', 'UP', 'DOWN'];

/** A prescription as it stands on paper, field by field. */
export function PrescriptionForm(props: FormProps) {
  const { form, use, told, today, rules, locale, onChange, onLeave, onPapers, t, paper, optional } = props;
  const needsAdd = use === 'MULTIFOCAL' || use === 'OFFICE' || use === 'NEAR' || use === 'INTERMEDIATE';
  const set = (part: Partial<RxForm>) => onChange({ ...form, ...part });
  const errorOf = (field: string, pick: (suggestion: string) => void): ReactNode => {
    const error = told.find((one) => one.field === field && one.severity === 'ERROR');
    if (!error) return undefined;
    return (
      <span className="grid gap-1.5">
        {error.message}
        {error.suggestions.length > 0 ? (
          <span className="flex flex-wrap gap-1.5">
            {error.suggestions.map((suggestion) => (
              <button
                key={suggestion}
                type="button"
                className="tabular min-h-8 rounded-full border border-bad px-3 text-bad"
                onClick={() => pick(suggestion)}
              >
                {suggestion.replace('-', '−')}
              </button>
            ))}
          </span>
        ) : null}
      </span>
    );
  };
  const plain = (
    name:
      | 'pdBoth'
      | 'pdOd'
      | 'pdOs'
      | 'nearBoth'
      | 'nearOd'
      | 'nearOs'
      | 'heightOd'
      | 'heightOs'
      | 'vertex'
      | 'issuedOn'
      | 'expiresOn'
      | 'prescriberName'
      | 'prescriberPhone'
      | 'patientName'
      | 'birthDate',
    field: string,
  ) => ({
    value: form[name] ?? '',
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
    onBlur: () => onLeave(field),
    error: errorOf(field, (value) => set({ [name]: value })),
    name,
  });
  return (
    <div className="grid gap-8">
      <div className="grid gap-6 xl:grid-cols-2">
        {(['od', 'os'] as const).map((eye) => (
          <EyeFields
            key={eye}
            eye={eye}
            value={form[eye]}
            needsAdd={needsAdd}
            locale={locale}
            t={t}
            optional={optional}
            errorOf={errorOf}
            onLeave={onLeave}
            onChange={(value) => set({ [eye]: value })}
          />
        ))}
      </div>
      <fieldset className="grid gap-4">
        <legend className={look.h3}>{t.pd}</legend>
        <div className="flex flex-wrap gap-2">
          {(['one', 'two'] as const).map((kind) => (
            <label
              key={kind}
              className={`${look.secondary} has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2`}
            >
              <input
                type="radio"
                name="pd-kind"
                className="sr-only"
                checked={form.pdKind === kind}
                onChange={() => set({ pdKind: kind })}
              />
              {kind === 'one' ? t.pdOne : t.pdTwo}
            </label>
          ))}
        </div>
        <div className="grid grid-cols-2 gap-4 sm:max-w-md">
          {form.pdKind === 'one' ? (
            <Field label={t.pdBoth} inputMode="decimal" autoComplete="off" {...plain('pdBoth', 'pd.binocularMm')} />
          ) : (
            <>
              <Field label={t.pdRight} inputMode="decimal" autoComplete="off" {...plain('pdOd', 'pd.odMm')} />
              <Field label={t.pdLeft} inputMode="decimal" autoComplete="off" {...plain('pdOs', 'pd.osMm')} />
            </>
          )}
        </div>
        <details className="text-sm">
          <summary className={look.link}>{t.pdHow}</summary>
          <ol className="mt-2 grid max-w-prose list-decimal gap-1 pl-5">
            {t.pdSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </details>
        {asksForNearPd(use) ? (
          <NearPdFields form={form} plain={plain} locale={locale} t={t} optional={optional} />
        ) : null}
        {asksForHeights(use) ? (
          <div className="grid gap-1.5">
            <div className="grid grid-cols-2 gap-4 sm:max-w-md">
              <Field
                label={t.heightRight}
                inputMode="decimal"
                autoComplete="off"
                optional={optional}
                {...plain('heightOd', 'heightOdMm')}
              />
              <Field
                label={t.heightLeft}
                inputMode="decimal"
                autoComplete="off"
                optional={optional}
                {...plain('heightOs', 'heightOsMm')}
              />
            </div>
            <p className={`${look.hint} max-w-prose`}>{t.heightHelp}</p>
          </div>
        ) : null}
        {asksForVertex(form, rules) ? (
          <Field
            label={t.vertex}
            hint={t.vertexHelp}
            inputMode="decimal"
            autoComplete="off"
            optional={optional}
            className="sm:max-w-md"
            {...plain('vertex', 'vertexMm')}
          />
        ) : null}
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t.issued} type="date" max={today} {...plain('issuedOn', 'issuedOn')} />
        <Field label={t.expires} type="date" optional={optional} {...plain('expiresOn', 'expiresOn')} />
        <Field label={t.prescriber} autoComplete="off" {...plain('prescriberName', 'prescriberName')} />
        <Field
          label={t.prescriberPhone}
          type="tel"
          hint={t.prescriberHelp}
          autoComplete="off"
          optional={optional}
          {...plain('prescriberPhone', 'prescriber.phone')}
        />
        <Field label={t.patient} autoComplete="name" optional={optional} {...plain('patientName', 'patientName')} />
        <Field
          label={t.birth}
          type="date"
          max={today}
          autoComplete="bday"
          optional={optional}
          {...plain('birthDate', 'birthDate')}
        />
      </div>
      {rules.places.length > 1 ? (
        <div className="grid gap-1.5 sm:max-w-md">
          <Select label={t.place} value={placeOf(form, rules)} onChange={(event) => set({ place: event.target.value })}>
            {rules.places.map((place) => (
              <option key={place} value={place}>
                {placeName(place, locale)}
              </option>
            ))}
          </Select>
          <p className={look.hint}>{t.placeHelp}</p>
        </div>
      ) : null}
      {(rules.told?.[placeOf(form, rules)] ?? []).map((one) => (
        <p key={one.en} className={look.hint}>
          {one[locale === 'de' ? 'de' : 'en']}
        </p>
      ))}
      <PaperUpload papers={papersOf(form)} onChange={(papers) => onPapers(papers)} t={paper} />
      <p className={look.hint}>{t.privacy}</p>
    </div>
  );
}

interface NearProps {
  form: RxForm;
  plain(name: 'nearBoth' | 'nearOd' | 'nearOs', field: string): { value: string };
  locale: Locale;
  t: Messages['rx'];
  optional: string;
}

/** The near PD, and what is taken where it is left empty. */
function NearPdFields({ form, plain, locale, t, optional }: NearProps) {
  const derived = derivedNearPd(form);
  const shown = (value: number) => formatDecimal(value, locale, 1);
  const field = (name: 'nearBoth' | 'nearOd' | 'nearOs', label: string, path: string, value: number | undefined) => (
    <Field
      label={label}
      inputMode="decimal"
      autoComplete="off"
      optional={optional}
      hint={value !== undefined && !form[name] ? fill(t.nearDerived, { value: shown(value) }) : undefined}
      {...plain(name, path)}
    />
  );
  return (
    <div className="grid gap-1.5">
      <div className="grid grid-cols-2 gap-4 sm:max-w-md">
        {form.pdKind === 'one' ? (
          field('nearBoth', t.nearBoth, 'pd.nearMm', derived?.bothMm)
        ) : (
          <>
            {field('nearOd', t.nearRight, 'pd.nearOdMm', derived?.odMm)}
            {field('nearOs', t.nearLeft, 'pd.nearOsMm', derived?.osMm)}
          </>
        )}
      </div>
      <p className={`${look.hint} max-w-prose`}>{t.nearHelp}</p>
    </div>
  );
}

interface EyeProps {
  eye: 'od' | 'os';
  value: EyeText;
  needsAdd: boolean;
  locale: Locale;
  t: Messages['rx'];
  optional: string;
  errorOf(field: string, pick: (suggestion: string) => void): ReactNode;
  onLeave(field: string): void;
  onChange(value: EyeText): void;
}

function EyeFields({ eye, value, needsAdd, locale, t, optional, errorOf, onLeave, onChange }: EyeProps) {
  const id = useId();
  const set = (part: Partial<EyeText>) => onChange({ ...value, ...part });
  const power = (name: 'sphere' | 'cylinder' | 'axis' | 'add') => ({
    name: `${eye}.${name}`,
    value: value[name],
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
    onBlur: () => onLeave(`${eye}.${name}`),
    error: errorOf(`${eye}.${name}`, (suggestion) => set({ [name]: suggestion })),
  });
  const prismError = errorOf(`${eye}.prisms`, () => {});
  return (
    <fieldset className={`${look.card} grid content-start gap-4 p-5`}>
      <legend className="float-left font-medium">{eye === 'od' ? t.right : t.left}</legend>
      <div className="clear-both grid grid-cols-2 gap-4">
        <Field label={t.sphere} placeholder={formatPower('-2.25', locale)} hint={t.sphereHelp} {...power('sphere')} />
        <Field
          label={t.cylinder}
          placeholder={formatPower('-0.75', locale)}
          hint={t.cylinderHelp}
          optional={optional}
          {...power('cylinder')}
        />
      </div>
      {value.cylinder.trim() ? (
        <div className="grid grid-cols-2 items-start gap-4">
          <Field label={t.axis} inputMode="numeric" placeholder="180" hint={t.axisHelp} {...power('axis')} />
          <AxisDial
            value={value.axis}
            label={`${t.axis} ${eye === 'od' ? t.right : t.left}`}
            onChange={(axis) => set({ axis })}
          />
        </div>
      ) : null}
      {needsAdd || value.add ? (
        <Field
          label={t.add}
          placeholder={formatPower('2', locale)}
          hint={t.addHelp}
          className="max-w-[50%]"
          {...power('add')}
        />
      ) : null}
      <details open={value.prisms.length > 0}>
        <summary className="min-h-8 text-sm text-ink-soft">{t.prismMore}</summary>
        <div className="mt-2 grid gap-3">
          {[0, 1].map((index) => {
            const prism = value.prisms[index] ?? { amount: '', base: '' as const };
            const change = (part: Partial<typeof prism>) => {
              const next = [0, 1].map((at) => value.prisms[at] ?? { amount: '', base: '' as const });
              next[index] = { ...prism, ...part };
              set({ prisms: next.filter((one, at) => one.amount || one.base || (at === 0 && next[1]?.amount)) });
            };
            return (
              <div key={index} className="grid grid-cols-2 gap-4">
                <Field
                  id={`${id}-prism-${index}`}
                  label={t.prismAmount}
                  inputMode="decimal"
                  value={prism.amount}
                  onChange={(event) => change({ amount: event.target.value })}
                  onBlur={() => onLeave(`${eye}.prisms`)}
                  error={index === 0 ? prismError : undefined}
                />
                <Select
                  label={t.prismBase}
                  value={prism.base}
                  onChange={(event) => change({ base: event.target.value as Base | '' })}
                >
                  <option value="">–</option>
                  {bases.map((base) => (
                    <option key={base} value={base}>
                      {t.bases[base]}
                    </option>
                  ))}
                </Select>
              </div>
            );
          })}
        </div>
      </details>
    </fieldset>
  );
}
