import { type Principal, refuse, type Tx } from '@opticworks/kernel';
import {
  type ChecklistItem,
  type ChecklistProblem,
  inspectionChecklist,
  type TraceLimit,
  type TraceLimits,
  traceLimits,
  traceLimitTexts,
  unusableChecklist,
  unusableTraceLimit,
} from '@opticworks/optics';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import type { ChecklistInput, TraceLimitsInput } from './bench-terms.type.ts';
import { type Standing, savePolicy, standingPolicy } from './policies.ts';
import { readReason } from './save-policies.ts';
import { SETTING_ERRORS } from './setting.errors.ts';

/** The limits a trace is judged by now, with their version. A limit this program added since they were chosen has its usual value. */
export async function standingTraceLimits(
  parts: LabParts,
  query?: Tx['query'],
): Promise<TraceLimits & { version: number; isChosenHere: boolean }> {
  return { ...traceLimits, ...(await standingPolicy(parts, 'TRACES', query)) };
}

/** What is looked at in an inspection now. */
export const standingChecklist = (parts: LabParts, query?: Tx['query']): Promise<Standing<'CHECKLIST'>> =>
  standingPolicy(parts, 'CHECKLIST', query);

/**
 * The next trace is judged by these; traces that are in keep what they were judged by.
 * @throws TRACE_LIMIT_UNUSABLE naming the limit and what may be given, POLICY_REASON_MISSING, SETTING_CHANGED_MEANWHILE
 */
export async function saveTraceLimits(
  parts: LabParts,
  principal: Principal,
  { limits, basedOn, reason }: TraceLimitsInput,
): Promise<Standing<'TRACES'>> {
  insist({ principal }, 'manageLab');
  const { version: _, isChosenHere: __, ...asked } = await standingTraceLimits(parts);
  for (const { code, value } of limits) {
    if (!Object.hasOwn(traceLimitTexts, code))
      refuse(SETTING_ERRORS.TRACE_LIMIT_UNUSABLE, { limit: code.slice(0, 40), advice: 'There is no such limit.' });
    asked[code as TraceLimit] = Number(value);
  }
  const wrong = unusableTraceLimit(asked);
  if (wrong)
    refuse(SETTING_ERRORS.TRACE_LIMIT_UNUSABLE, { limit: traceLimitTexts[wrong.code].en, advice: wrong.advice });
  return savePolicy(parts, principal, 'TRACES', asked, { basedOn: basedOn ?? null, reason: readReason(reason) });
}

const ADVICE: Record<ChecklistProblem, string> = {
  CODE: 'Name it in capitals, digits and underscores.',
  TWICE: 'It stands there twice; keep one.',
  WORDS: 'Say in English and in German, in up to 120 characters, what has to be right.',
  PLACE: 'Choose a group, stages and a condition among those that are offered.',
  NO_STAGE: 'Choose when it is looked at, or remove it.',
  KEPT_MISSING: 'It tells another wearer’s or an unsafe lens from the right one, and stays on the list.',
  KEPT_CHANGED: 'It is looked at each time and never let pass; change its words only.',
  TOO_MANY: 'Up to 60 items are looked at; remove some.',
};

/**
 * The next inspection looks at these. Records keep the list that was looked at.
 * @throws CHECKLIST_UNUSABLE naming the item and what to do, POLICY_REASON_MISSING, SETTING_CHANGED_MEANWHILE
 */
export async function saveChecklist(
  parts: LabParts,
  principal: Principal,
  { items, basedOn, reason }: ChecklistInput,
): Promise<Standing<'CHECKLIST'>> {
  insist({ principal }, 'manageLab');
  const asked = items.map(
    ({ code, group, stages, onlyWith, isWaivable, en, de }): ChecklistItem => ({
      code,
      group: group as ChecklistItem['group'],
      stages: stages as ChecklistItem['stages'],
      ...(onlyWith ? { onlyWith: onlyWith as NonNullable<ChecklistItem['onlyWith']> } : {}),
      isWaivable,
      en: en.trim(),
      de: de.trim(),
    }),
  );
  const wrong = unusableChecklist(asked);
  if (wrong)
    refuse(SETTING_ERRORS.CHECKLIST_UNUSABLE, {
      item: asked.find(({ code }) => code === wrong.code)?.en || usualName(wrong.code),
      advice: ADVICE[wrong.why],
    });
  return savePolicy(
    parts,
    principal,
    'CHECKLIST',
    { items: asked },
    { basedOn: basedOn ?? null, reason: readReason(reason) },
  );
}

const usualName = (code: string): string => inspectionChecklist.find((item) => item.code === code)?.en ?? (code || '—');
