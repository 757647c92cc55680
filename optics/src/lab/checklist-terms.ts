import type { SourcedFact } from '../certainty.ts';
import {
  CHECKLIST_CONDITIONS,
  CHECKLIST_GROUPS,
  type ChecklistItem,
  inspectionChecklist,
} from './inspect-checklist.ts';

/** Without these a pass could be another wearer's lens, or an unsafe one: they stay on the list, at every stage, and are never let pass. */
export const keptChecklistItems: readonly string[] = inspectionChecklist
  .filter(({ group, onlyWith }) => (group === 'identity' || group === 'safety') && !onlyWith)
  .map(({ code }) => code);

export const checklistFact: SourcedFact = {
  certainty: 'common-practice',
  source: 'What labs look at after measuring; no standard lists it. Which lens it is and its safety stay on every list',
};

export type ChecklistProblem =
  | 'CODE'
  | 'TWICE'
  | 'WORDS'
  | 'NO_STAGE'
  | 'PLACE'
  | 'KEPT_MISSING'
  | 'KEPT_CHANGED'
  | 'TOO_MANY';

const MOST_ITEMS = 60;
const CODE = /^[A-Z][A-Z0-9_]{1,39}$/;

const areWords = (text: string): boolean => text.trim() !== '' && text.length <= 120;

/**
 * What of a list could not be used.
 * @returns the item and why, the first found; null for a list that inspectors can work by
 */
export function unusableChecklist(items: readonly ChecklistItem[]): { code: string; why: ChecklistProblem } | null {
  if (items.length > MOST_ITEMS) return { code: '', why: 'TOO_MANY' };
  const seen = new Set<string>();
  for (const item of items) {
    const why = unusableItem(item, seen);
    if (why) return { code: item.code.slice(0, 40), why };
    seen.add(item.code);
  }
  const missing = keptChecklistItems.find((code) => !seen.has(code));
  return missing === undefined ? null : { code: missing, why: 'KEPT_MISSING' };
}

const isKnownPlace = ({ group, stages, onlyWith }: ChecklistItem): boolean =>
  CHECKLIST_GROUPS.includes(group) &&
  stages.every((stage) => stage === 'uncut' || stage === 'final') &&
  (onlyWith === undefined || CHECKLIST_CONDITIONS.includes(onlyWith));

function unusableItem(item: ChecklistItem, seen: ReadonlySet<string>): ChecklistProblem | null {
  if (!CODE.test(item.code)) return 'CODE';
  if (seen.has(item.code)) return 'TWICE';
  if (!areWords(item.en) || !areWords(item.de)) return 'WORDS';
  if (item.stages.length === 0) return 'NO_STAGE';
  if (!isKnownPlace(item)) return 'PLACE';
  const usual = inspectionChecklist.find(({ code }) => code === item.code);
  if (!usual || !keptChecklistItems.includes(item.code))
    return item.group === 'safety' && item.isWaivable ? 'KEPT_CHANGED' : null;
  const isKept =
    !item.isWaivable &&
    !item.onlyWith &&
    item.group === usual.group &&
    usual.stages.every((one) => item.stages.includes(one));
  return isKept ? null : 'KEPT_CHANGED';
}
