import type { EyeRx, Mdpt, MilliPrism, SpheroCylinder } from './prescription.types.ts';

/** The typographic minus of display forms; machine forms use the ASCII hyphen. */
export const MINUS = '−';

/** Dioptres to Mdpt, half steps away from zero (Math.round alone would turn −0.0005 into 0). @param dioptres any finite number */
export const toMdpt = (dioptres: number): Mdpt => roundHalfAway(dioptres * 1000);

/** Mdpt to dioptres. */
export const toDioptres = (mdpt: Mdpt): number => mdpt / 1000;

/** Rounds half steps away from zero, for both signs; never returns −0. */
export function roundHalfAway(value: number): number {
  // Adding zero turns −0 into 0.
  return Math.sign(value) * Math.round(Math.abs(value)) + 0;
}

/** Rounds to a multiple of `step`, half steps away from zero. @param step same unit as `value`, > 0 */
export const roundToStep = (value: number, step: number): number => roundHalfAway(value / step) * step;

/** Two decimals of a thousandths integer; an eighth step prints truncated as prescribers write it (2125 → "2.12"). */
function twoDecimals(thousandths: number): string {
  const hundredths = Math.trunc(Math.abs(thousandths) / 10);
  return `${Math.trunc(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}

/** Signed display form: −2250 → "−2.25", 1000 → "+1.00", 0 → "0.00"; eighths as "−2.12". */
export function formatPower(mdpt: Mdpt): string {
  return (mdpt < 0 ? MINUS : mdpt > 0 ? '+' : '') + twoDecimals(mdpt);
}

/** Machine form, ASCII: −2250 → "-2.25", 1000 → "+1.00", 0 → "0.00". Reads back through `parsePower`. */
export function formatPowerMachine(mdpt: Mdpt): string {
  return (mdpt < 0 ? '-' : mdpt > 0 ? '+' : '') + twoDecimals(mdpt);
}

/** Prism magnitude without sign: 1500 → "1.50". */
export const formatPrism = (amount: MilliPrism): string => twoDecimals(amount);

/** Three-digit axis as written on a prescription: 5 → "005". */
export const formatAxis = (axis: number): string => String(axis).padStart(3, '0');

/** One line, e.g. "−1.00 −0.50 ×180" or "−2.00 DS", with "ADD +2.00" and prism when present. */
export function formatRx(rx: SpheroCylinder & Partial<EyeRx>): string {
  const sphere = rx.sphere === 0 ? 'plano' : formatPower(rx.sphere);
  const parts = [
    rx.cylinder === 0 ? `${sphere} DS` : `${sphere} ${formatPower(rx.cylinder)} ×${formatAxis(rx.axis ?? 180)}`,
  ];
  if (rx.add) parts.push(`ADD ${formatPower(rx.add)}`);
  for (const prism of rx.prisms ?? []) parts.push(`${formatPrism(prism.amount)}Δ ${prism.base}`);
  return parts.join(' ');
}
