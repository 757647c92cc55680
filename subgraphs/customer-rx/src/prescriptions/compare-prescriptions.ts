import {
  canonical,
  compareRx,
  EYES,
  type EyeRx,
  findingMessage,
  formatPowerMachine,
  formatPrism,
  type PrescriptionThresholds,
} from '@opticworks/optics';
import type { PdContent, PrescriptionContent } from './prescription-content.ts';

export interface PrescriptionChange {
  field: string;
  eye: 'OD' | 'OS' | null;
  previous: string | null;
  current: string | null;
  /** Large enough that an optician should ask about it. */
  attention: boolean;
  message: string;
}

const text = {
  en: { changed: '{field} changed from {previous} to {current}.', none: 'none' },
  de: { changed: '{field} geändert von {previous} auf {current}.', none: 'keine' },
};

const fieldWords: Record<string, { en: string; de: string }> = {
  sphere: { en: 'Sphere', de: 'Sphäre' },
  cylinder: { en: 'Cylinder', de: 'Zylinder' },
  axis: { en: 'Axis', de: 'Achse' },
  add: { en: 'ADD', de: 'Addition' },
  prisms: { en: 'Prism', de: 'Prisma' },
  pd: { en: 'PD', de: 'PD' },
};

/**
 * What differs between two prescriptions of one person, in minus-cylinder form, so that a different notation of the same lens is no
 * change. Changes the optics asks about are marked and worded by it.
 */
export function comparePrescriptions(
  previous: PrescriptionContent,
  current: PrescriptionContent,
  thresholds: PrescriptionThresholds,
  locale: 'en' | 'de' = 'en',
): PrescriptionChange[] {
  if (!previous.od || !previous.os || !current.od || !current.os) return [];
  const before = { od: canonical(previous.od), os: canonical(previous.os) };
  const after = { od: canonical(current.od), os: canonical(current.os) };
  const flagged = new Map(
    compareRx(before, after, thresholds).map((finding) => [finding.field, findingMessage(finding, locale)]),
  );

  const changes: PrescriptionChange[] = [];
  const note = (
    field: string,
    eye: PrescriptionChange['eye'],
    was: string | null,
    is: string | null,
    asked?: string,
  ) => {
    if (was === is && !asked) return;
    const sentence = text[locale].changed
      .replace('{field}', fieldWords[field]?.[locale] ?? field)
      .replace('{previous}', was ?? text[locale].none)
      .replace('{current}', is ?? text[locale].none);
    changes.push({
      field,
      eye,
      previous: was,
      current: is,
      attention: asked !== undefined,
      message: asked ?? sentence,
    });
  };
  for (const eye of EYES) {
    const name = eye === 'od' ? 'OD' : 'OS';
    const values = { was: printed(before[eye]), is: printed(after[eye]) };
    for (const field of ['sphere', 'cylinder', 'axis', 'add', 'prisms'] as const) {
      note(field, name, values.was[field], values.is[field], flagged.get(`${eye}.${field}`));
    }
  }
  note('pd', null, printedPd(previous.pd), printedPd(current.pd));
  return changes;
}

function printed(rx: EyeRx) {
  return {
    sphere: formatPowerMachine(rx.sphere),
    cylinder: rx.cylinder === 0 ? null : formatPowerMachine(rx.cylinder),
    axis: rx.axis === null ? null : String(rx.axis),
    add: rx.add ? formatPowerMachine(rx.add) : null,
    prisms: rx.prisms.length === 0 ? null : rx.prisms.map((p) => `${formatPrism(p.amount)} ${p.base}`).join(' + '),
  };
}

const printedPd = (pd: PdContent | null): string | null => {
  if (!pd) return null;
  if (pd.odMm !== null && pd.osMm !== null) return `${pd.odMm}/${pd.osMm}`;
  return pd.binocularMm === null ? null : String(pd.binocularMm);
};
