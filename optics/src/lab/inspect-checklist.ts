/** Where in the work an inspection stands: the uncut lens after surfacing and coating, or the finished pair in its frame. */
export type InspectionStage = 'uncut' | 'final';

export const CHECKLIST_GROUPS = ['identity', 'surface', 'coating', 'edge', 'mounting', 'safety'] as const;
export type ChecklistGroup = (typeof CHECKLIST_GROUPS)[number];

export const CHECKLIST_CONDITIONS = ['coating', 'tint', 'rimless-or-half-rim', 'engraving', 'eu-device'] as const;
export type ChecklistCondition = (typeof CHECKLIST_CONDITIONS)[number];

export interface ChecklistItem {
  code: string;
  group: ChecklistGroup;
  stages: readonly InspectionStage[];
  /** Looked at only where one of these was ordered. */
  onlyWith?: ChecklistCondition;
  /** A supervisor may let it pass on a marginal deviation. Never what makes it another lens, or an unsafe one. */
  isWaivable: boolean;
  en: string;
  de: string;
}

const both: readonly InspectionStage[] = ['uncut', 'final'];
const final: readonly InspectionStage[] = ['final'];

const item = (
  code: string,
  group: ChecklistGroup,
  stages: readonly InspectionStage[],
  en: string,
  de: string,
  rest: Partial<Pick<ChecklistItem, 'onlyWith' | 'isWaivable'>> = {},
): ChecklistItem => ({ code, group, stages, en, de, isWaivable: false, ...rest });

const waivable = { isWaivable: true } as const;

/** What is looked at besides what is measured, in the order of the hand: what lens it is, its surfaces, its edge, how it sits. */
export const inspectionChecklist: readonly ChecklistItem[] = [
  item('EYES_RIGHT', 'identity', both, 'Right lens right, left lens left', 'Rechtes Glas rechts, linkes links'),
  item('DESIGN_RIGHT', 'identity', both, 'Design as ordered', 'Glastyp wie bestellt'),
  item('MATERIAL_RIGHT', 'identity', both, 'Material as ordered', 'Material wie bestellt'),
  item('TREATMENTS_RIGHT', 'identity', both, 'Treatments as ordered', 'Veredelung wie bestellt'),
  item('ENGRAVING', 'identity', both, 'Engravings legible and level', 'Gravuren lesbar und waagerecht', {
    onlyWith: 'engraving',
  }),
  item('SCRATCH', 'surface', both, 'No scratches', 'Keine Kratzer', waivable),
  item('WAVE', 'surface', both, 'No waves or distortion', 'Keine Wellen oder Verzerrungen'),
  item('INCLUSION', 'surface', both, 'No inclusions or bubbles', 'Keine Einschlüsse oder Blasen', waivable),
  item('COATING', 'coating', both, 'Coating even, no crazing or peeling', 'Schicht gleichmäßig, ohne Risse', {
    onlyWith: 'coating',
    isWaivable: true,
  }),
  item('COLOUR_PAIR', 'coating', both, 'Colour of the pair matches', 'Farbe der Gläser gleich', {
    onlyWith: 'tint',
    isWaivable: true,
  }),
  item('EDGE', 'edge', final, 'Edge without chips, safety bevel all round', 'Rand ohne Ausbrüche, Fase umlaufend'),
  item('SHAPE', 'edge', final, 'Shape and size fill the rim', 'Form und Größe füllen die Fassung', waivable),
  item(
    'HOLES_AND_GROOVE',
    'edge',
    final,
    'Holes and groove clean, no star cracks',
    'Bohrungen und Nut sauber, ohne Risse',
    {
      onlyWith: 'rimless-or-half-rim',
    },
  ),
  item('SEAT', 'mounting', final, 'Lenses sit tight, screws tight', 'Gläser sitzen fest, Schrauben fest'),
  item('STRAIN', 'mounting', final, 'No strain in the polariscope', 'Keine Spannung im Polariskop', waivable),
  item('FRAME', 'mounting', final, 'Frame unmarked and aligned', 'Fassung unbeschädigt und gerichtet', waivable),
  item(
    'SAFETY',
    'safety',
    both,
    'Impact resistance and markings as due',
    'Bruchsicherheit und Kennzeichnung wie nötig',
  ),
  item(
    'DEVICE_LABELS',
    'safety',
    final,
    'CE marks and labels of frame and lenses present, instructions enclosed',
    'CE-Zeichen und Etiketten von Fassung und Gläsern vorhanden, Anleitung liegt bei',
    { onlyWith: 'eu-device' },
  ),
];

/** What the list is cut to. */
export interface ChecklistFacts {
  stage: InspectionStage;
  hasCoating: boolean;
  hasTint: boolean;
  isRimlessOrHalfRim: boolean;
  hasEngraving: boolean;
  /** Filled where whoever makes up glasses has a distributor's duties (Regulation (EU) 2017/745). */
  isEuDevice?: boolean;
}

/** The items that apply to a job at a stage. @param items the house's own list */
export function checklistFor(
  facts: ChecklistFacts,
  items: readonly ChecklistItem[] = inspectionChecklist,
): ChecklistItem[] {
  const has = {
    coating: facts.hasCoating,
    tint: facts.hasTint,
    'rimless-or-half-rim': facts.isRimlessOrHalfRim,
    engraving: facts.hasEngraving,
    'eu-device': facts.isEuDevice ?? false,
  };
  return items.filter((one) => one.stages.includes(facts.stage) && (!one.onlyWith || has[one.onlyWith]));
}
