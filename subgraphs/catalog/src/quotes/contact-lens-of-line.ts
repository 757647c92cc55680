import { type ContactLensRx, isLegal, type PrescriptionThresholds, parsePower } from '@opticworks/optics';
import type { Locale } from '../text/localized.ts';
import { lineError } from './line-issues.ts';
import type { AskedLine, LineIssue, QuotedVariant } from './quote.types.ts';

/**
 * Contact lenses exist in a list of combinations; a value outside is never rounded to the next lens.
 * @param thresholds what a power can be, as the owner decided
 */
export function contactLensIssues(
  line: AskedLine,
  variant: QuotedVariant,
  locale: Locale,
  thresholds: PrescriptionThresholds,
): LineIssue[] {
  const asked = line.contactLens;
  if (!asked) return [lineError('CONTACT_LENS_PARAMETERS_MISSING', locale, 'contactLens')];
  if (!variant.contact_lens) return [];
  const power = parsePower(signed(asked.power), { kind: 'sphere', thresholds });
  const cylinder = asked.cylinder
    ? parsePower(signed(asked.cylinder), { kind: 'cylinder', thresholds })
    : { ok: true as const, value: 0 };
  if (!power.ok || !cylinder.ok) return [lineError('CONTACT_LENS_NOT_MADE', locale, 'contactLens.power')];
  const legality = isLegal(variant.contact_lens.matrix, {
    power: power.value,
    cylinder: cylinder.value,
    axis: asked.axis ?? null,
    add: addOf(asked.add, thresholds),
    baseCurveMm: Number(asked.baseCurveMm),
    diameterMm: Number(asked.diameterMm),
    brand: null,
    colour: asked.colour ?? null,
  });
  if (legality.legal) return [];
  return legality.offending.map((parameter) => lineError('CONTACT_LENS_NOT_MADE', locale, `contactLens.${parameter}`));
}

/** Parameters are picked from the product's own list, where a plus sign is left out. */
const signed = (text: string): string => (/^\d/.test(text) && Number(text) !== 0 ? `+${text}` : text);

function addOf(text: string | null | undefined, thresholds: PrescriptionThresholds): ContactLensRx['add'] {
  if (!text) return null;
  if (text === 'LOW' || text === 'MID' || text === 'HIGH') return text;
  const read = parsePower(text, { kind: 'add', thresholds });
  return read.ok ? read.value : null;
}

/** The parameters as they stand on a box. */
export function contactLensText(c: NonNullable<AskedLine['contactLens']>): string {
  const parts = [
    c.eye,
    c.power,
    c.cylinder ? `${c.cylinder} ×${c.axis ?? ''}` : null,
    c.add ? `ADD ${c.add}` : null,
    `BC ${c.baseCurveMm}`,
    `DIA ${c.diameterMm}`,
    c.colour,
  ];
  return parts.filter(Boolean).join(' ');
}
