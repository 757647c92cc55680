import { type InspectionCheck, printCheckSize, printCheckValue } from '@opticworks/optics/lab';
import { type Eye, formatAxis, formatPower } from '@opticworks/optics/prescription';
import type { KeyboardEvent } from 'react';
import { ScrollsSideways } from '../../kit/scrolls-sideways.tsx';
import {
  type EyeReading,
  mayBeRead,
  type ReadingField,
  readingFields,
  readingProblems,
  stepped,
} from './inspection-fields.ts';
import type { Plan } from './inspection-judge.ts';
import { Verdict } from './inspection-table.tsx';

type Nominal = Plan['lenses'][number];

interface EyeProps {
  eye: Eye;
  nominal: Nominal;
  reading: EyeReading;
  /** What was typed, judged, and the limits of what was not. */
  checks: readonly InspectionCheck[];
  limits: readonly InspectionCheck[];
  showsExtra: boolean;
  /** The lens must read other than ordered: both are shown. */
  showsOrdered: boolean;
  onChange: (name: keyof EyeReading, text: string) => void;
}

/** One lens, value by value in the order of the lensmeter: what it should be, what it is, how far it may be off, and the verdict. */
export function InspectionEye(props: EyeProps) {
  const { eye, nominal } = props;
  const fields = readingFields.filter((field) => !field.isExtra || props.showsExtra);
  return (
    <fieldset className="card min-w-0">
      <legend className="sr-only">{eye === 'od' ? 'Right lens, OD' : 'Left lens, OS'}</legend>
      <div className="flex items-baseline gap-2 border-line border-b px-3 py-2" aria-hidden>
        <span className="font-semibold">{eye.toUpperCase()}</span>
        <span className="text-ink-soft text-xs">{eye === 'od' ? 'right lens' : 'left lens'}</span>
        {!nominal.isMade && <span className="text-warn text-xs">stays: read for the pair, decides nothing itself</span>}
      </div>
      <ScrollsSideways label="Measured values">
        <table className="grid-table tabular">
          <thead>
            <tr>
              <th>Value</th>
              <th className="num">Should be</th>
              <th>Measured</th>
              <th className="num">± Limit</th>
              <th>Verdict</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <ValueRow key={field.name} field={field} {...props} />
            ))}
          </tbody>
        </table>
      </ScrollsSideways>
    </fieldset>
  );
}

function ValueRow(props: EyeProps & { field: ReadingField }) {
  const { field, eye, nominal, reading } = props;
  const isBad = !mayBeRead(reading[field.name], field.kind);
  const mine = (checks: readonly InspectionCheck[]) =>
    checks.filter((check) => check.eye === eye && field.checks.includes(check.code));
  const judged = mine(props.checks);
  const limits = judged.length > 0 ? judged : mine(props.limits);
  const label = `${eye.toUpperCase()} ${field.label}, measured`;
  const problemId = `${eye}-${field.name}-problem`;
  return (
    <tr>
      <th scope="row" className="!text-ink whitespace-nowrap align-middle">
        {field.label}
      </th>
      <td className="num align-middle text-base">
        {nominalText(nominal, field.name)}
        {props.showsOrdered && <Ordered nominal={nominal} name={field.name} />}
        {field.name === 'add' && <MiddleAdd nominal={nominal} />}
      </td>
      <td className="align-middle">
        <input
          className="control h-9 w-24 text-base"
          name={`${eye}.${field.name}`}
          aria-label={label}
          aria-invalid={isBad || undefined}
          aria-describedby={isBad ? problemId : undefined}
          autoComplete="off"
          value={reading[field.name]}
          onChange={(event) => props.onChange(field.name, event.target.value)}
          onKeyDown={(event) => onKey(event, props)}
        />
        {isBad && (
          <p id={problemId} className="text-bad text-xs">
            {readingProblems[field.kind]}
          </p>
        )}
      </td>
      <td className="num align-middle text-ink-soft">
        {limits.map((check) => (
          <span key={check.code} className="block whitespace-nowrap">
            {printCheckSize(check.code, check.tolerance)}
          </span>
        ))}
      </td>
      <td className="align-middle">
        {judged.map((check) => (
          <span key={check.code} className="block">
            <Verdict pass={check.pass} isBinding={check.isBinding} />
            {isInOtherMeridian(check, nominal) && (
              <span className="block whitespace-nowrap text-ink-soft text-xs">
                {printCheckValue(check.code, check.measured)} for {printCheckValue(check.code, check.nominal)},
                strongest meridian
              </span>
            )}
          </span>
        ))}
      </td>
    </tr>
  );
}

/** The power that is judged is not the sphere that was typed: say which it is. */
const isInOtherMeridian = (check: InspectionCheck, nominal: Nominal): boolean =>
  (check.code === 'POWER' || check.code === 'POWER_ACROSS_AXIS') && check.nominal !== nominal.sphere;

/** Arrows step, Enter goes on to the next value: the hand stays on the number pad, and a keyboard wedge may end each value with Enter. */
function onKey(event: KeyboardEvent<HTMLInputElement>, props: EyeProps & { field: ReadingField }): void {
  const { field, nominal, reading } = props;
  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    const inputs = [...(event.currentTarget.form?.querySelectorAll<HTMLInputElement>('fieldset input') ?? [])];
    const next = inputs[inputs.indexOf(event.currentTarget) + 1];
    next?.focus();
    next?.select();
    return;
  }
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  event.preventDefault();
  const size = field.step[event.shiftKey ? 1 : 0];
  const by = event.key === 'ArrowUp' ? size : -size;
  props.onChange(field.name, stepped(reading[field.name], field, by, startOf(nominal, field.name)));
}

function startOf(nominal: Nominal, name: keyof EyeReading): number {
  switch (name) {
    case 'sphere':
    case 'cylinder':
    case 'prismIn':
    case 'prismUp':
      return nominal[name] / 1000;
    case 'add':
      return (nominal.add ?? 0) / 1000;
    case 'axis':
      return nominal.axis ?? 180;
    case 'pd':
      return Number(nominal.pdMm);
    case 'height':
      return Number(nominal.heightMm ?? 0);
    case 'thickness':
      return Number(nominal.centreThicknessMm ?? 0);
    case 'base':
      return (nominal.baseCurve ?? 0) / 1000;
    case 'segment':
      return Number(nominal.segmentSizeMm ?? 0);
    default:
      return 0;
  }
}

const NONE = '—';

/** Of a trifocal, under the ADD: what it must read in its part for arm's length. */
function MiddleAdd({ nominal }: { nominal: Nominal }) {
  if (!nominal.intermediateAdd) return null;
  return (
    <span className="block whitespace-nowrap text-ink-soft text-xs">middle {formatPower(nominal.intermediateAdd)}</span>
  );
}

/** The power as ordered, under what the lens must read; every other value is made as ordered anyway. */
function Ordered({ nominal, name }: { nominal: Nominal; name: keyof EyeReading }) {
  if (name !== 'sphere' && name !== 'cylinder' && name !== 'axis') return null;
  const { orderedSphere: sphere, orderedCylinder: cylinder, orderedAxis: axis } = nominal;
  return (
    <span className="block whitespace-nowrap text-ink-soft text-xs">
      ordered {nominalText({ ...nominal, sphere, cylinder, axis }, name)}
    </span>
  );
}

export function nominalText(nominal: Nominal, name: keyof EyeReading): string {
  const millimetres = (value: string | null, decimals: number) =>
    value === null ? NONE : Number(value).toFixed(decimals);
  switch (name) {
    case 'sphere':
      return formatPower(nominal.sphere);
    case 'cylinder':
      return nominal.cylinder === 0 ? 'DS' : formatPower(nominal.cylinder);
    case 'axis':
      return nominal.axis === null ? NONE : formatAxis(nominal.axis);
    case 'add':
      return nominal.add ? formatPower(nominal.add) : NONE;
    case 'prismIn':
    case 'prismUp':
      return formatPower(nominal[name]);
    case 'pd':
      return millimetres(nominal.pdMm, 1);
    case 'height':
      return millimetres(nominal.heightMm, 1);
    case 'thickness':
      return millimetres(nominal.centreThicknessMm, 2);
    case 'base':
      return nominal.baseCurve === null ? NONE : (nominal.baseCurve / 1000).toFixed(2);
    case 'segment':
      return millimetres(nominal.segmentSizeMm, 1);
    case 'warpage':
    case 'tilt':
      return '0';
    default:
      return NONE;
  }
}
