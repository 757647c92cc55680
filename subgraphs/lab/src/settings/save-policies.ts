import { type Principal, refuse } from '@opticworks/kernel';
import { checkLabels } from '@opticworks/optics';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { type Standing, savePolicy } from './policies.ts';
import type { CalibrationInput, WaiversInput, WearProfileInput } from './policies.type.ts';
import { SETTING_ERRORS } from './setting.errors.ts';

/** Why it is changed stands in the history; a change without is refused. */
export function readReason(text: string): string {
  const reason = text.trim();
  return reason === '' || reason.length > 500 ? refuse(SETTING_ERRORS.POLICY_REASON_MISSING) : reason;
}

/** Nothing may lie further beyond its tolerance than the tolerance itself, and a waiver of more than ten values is no exception any more. */
const MOST = { percent: 100, items: 10 };

/**
 * How far beyond its tolerance a value may lie for a supervisor to let it pass. The next waiver is judged by it; records keep theirs.
 * @throws WAIVER_TERMS_UNREADABLE naming the check, POLICY_REASON_MISSING, SETTING_CHANGED_MEANWHILE
 */
export async function saveWaivers(
  parts: LabParts,
  principal: Principal,
  input: WaiversInput,
): Promise<Standing<'WAIVERS'>> {
  insist({ principal }, 'manageLab');
  const { maxItems, basedOn } = input;
  const isShare = (percent: number) => percent >= 0 && percent <= MOST.percent;
  const seen = new Set<string>();
  for (const { code, percent } of input.beyond) {
    if (!Object.hasOwn(checkLabels, code) || seen.has(code) || !isShare(percent))
      refuse(SETTING_ERRORS.WAIVER_TERMS_UNREADABLE, { field: code.slice(0, 40), max: MOST.percent });
    seen.add(code);
  }
  if (maxItems < 0 || maxItems > MOST.items)
    refuse(SETTING_ERRORS.WAIVER_TERMS_UNREADABLE, { field: 'maxItems', max: MOST.items });
  const order = Object.keys(checkLabels);
  const beyond = input.beyond
    .filter(({ percent }) => percent > 0)
    .map(({ code, percent }) => ({ code, percent }))
    .sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
  return savePolicy(parts, principal, 'WAIVERS', { maxItems, beyond }, { basedOn, reason: readReason(input.reason) });
}

export async function saveCalibration(
  parts: LabParts,
  principal: Principal,
  { rule, basedOn, reason }: CalibrationInput,
): Promise<Standing<'CALIBRATION'>> {
  insist({ principal }, 'manageLab');
  const value = { rule: rule === 'REFUSE' ? ('refuse' as const) : ('warn' as const) };
  return savePolicy(parts, principal, 'CALIBRATION', value, { basedOn, reason: readReason(reason) });
}

/**
 * What beside the distance power is compensated. Nobody has held these against a maker's design: whoever switches one on names it once
 * more. Jobs that are calculated from then on follow it; what is calculated keeps what it was calculated by.
 * @throws WEAR_PROFILE_UNVERIFIED
 */
export async function saveWearProfile(
  parts: LabParts,
  principal: Principal,
  input: WearProfileInput,
): Promise<Standing<'WEAR'>> {
  insist({ principal }, 'manageLab');
  const { add, prism, basedOn, reason } = input;
  if ((add || prism) && input.acceptUnverified?.trim() !== WEAR_PROFILE)
    refuse(SETTING_ERRORS.WEAR_PROFILE_UNVERIFIED, { name: WEAR_PROFILE });
  return savePolicy(parts, principal, 'WEAR', { add, prism }, { basedOn, reason: readReason(reason) });
}

/** What an owner types to switch on what follows from tracing and from no reference. */
export const WEAR_PROFILE = 'traced-not-verified';
