import { designs, excludeEachOther, type MakingRules, materials, treatments } from '@opticworks/optics/lens';
import type { RulesDocument } from './making-fields.ts';

export type DesignCode = keyof MakingRules['designs'];
export type MaterialCode = keyof MakingRules['materials'];
export type TreatmentCode = keyof MakingRules['treatments'];

/** Designs that are not made in materials, as a row of the form. */
export interface PairingRow {
  materials: readonly MaterialCode[];
  designs: readonly DesignCode[];
  why: string;
  whyDe: string;
}
/** Two treatments that do not go on one lens; empty while nobody has chosen. */
export interface ExclusionRow {
  a: TreatmentCode | '';
  b: TreatmentCode | '';
}
/** Where one treatment is made; every treatment has its row. */
export interface TreatmentRow {
  treatment: TreatmentCode;
  materials: readonly MaterialCode[];
  /** Materials that bring it along. */
  inherentIn: readonly MaterialCode[];
  refusedDesigns: readonly DesignCode[];
}
/** A treatment that is made only with at least one of others; empty while nobody has chosen. */
export interface NeedRow {
  treatment: TreatmentCode | '';
  anyOf: readonly TreatmentCode[];
}
/** What finished lenses from stock carry, and the bases they come in, as typed. */
export interface StockRow {
  plain: readonly TreatmentCode[];
  coated: readonly TreatmentCode[];
  bases: string;
}
export interface RuleLists {
  impactResistant: readonly MaterialCode[];
  stock: StockRow;
  treatments: readonly TreatmentRow[];
  needs: readonly NeedRow[];
  pairings: readonly PairingRow[];
  exclusions: readonly ExclusionRow[];
}

/** What the document says, in the order of the optics: an exclusion is one row, whichever of the two says it. */
export function listsOf(rules: RulesDocument): RuleLists {
  const codes = Object.keys(treatments) as TreatmentCode[];
  return {
    impactResistant: (Object.keys(materials) as MaterialCode[]).filter((id) => rules.materials[id].isImpactResistant),
    stock: {
      plain: codes.filter((code) => rules.stockTreatments.plain.includes(code)),
      coated: codes.filter((code) => rules.stockTreatments.coated.includes(code)),
      bases: rules.stockedBases.map((base) => base.toFixed(2)).join(' '),
    },
    treatments: codes.map((treatment) => {
      const { materials: on, inherentIn, refusedDesigns } = rules.treatments[treatment];
      return { treatment, materials: [...on], inherentIn: [...inherentIn], refusedDesigns: [...refusedDesigns] };
    }),
    needs: codes.flatMap((treatment) =>
      rules.treatments[treatment].needs.map((anyOf) => ({ treatment, anyOf: [...anyOf] })),
    ),
    pairings: rules.pairings.map(({ materials: of, designs: not, why, whyDe = '' }) => ({
      materials: [...of],
      designs: [...not],
      why,
      whyDe,
    })),
    exclusions: codes.flatMap((a, i) => codes.slice(i + 1).flatMap((b) => (excludes(rules, a, b) ? [{ a, b }] : []))),
  };
}

const excludes = (rules: RulesDocument, a: TreatmentCode, b: TreatmentCode): boolean =>
  excludeEachOther(a, b, rules.treatments);

/** The document with these lists. An exclusion is written down at both treatments, so that neither has to be asked first. */
export function withLists(
  rules: RulesDocument,
  { impactResistant, stock, treatments: made, needs, pairings, exclusions }: RuleLists,
): RulesDocument {
  const of: Record<TreatmentCode, RulesDocument['treatments'][TreatmentCode]> = { ...rules.treatments };
  for (const { treatment: code, ...where } of made)
    of[code] = {
      ...of[code],
      ...where,
      needs: needs.flatMap(({ treatment, anyOf }) => (treatment === code ? [anyOf] : [])),
      excludes: exclusions.flatMap(({ a, b }) => (a === code && b ? [b] : b === code && a ? [a] : [])),
    };
  const { plain, coated } = stock;
  const isSame = (one: readonly string[], other: readonly string[]) =>
    [...one].sort().join() === [...other].sort().join();
  return {
    ...rules,
    materials: withImpact(rules.materials, impactResistant),
    // What is not changed keeps the order it was stored in, and is no difference in the history.
    stockTreatments: {
      plain: isSame(plain, rules.stockTreatments.plain) ? rules.stockTreatments.plain : plain,
      coated: isSame(coated, rules.stockTreatments.coated) ? rules.stockTreatments.coated : coated,
    },
    stockedBases: basesIn(stock.bases) ?? rules.stockedBases,
    treatments: of,
    pairings: pairings.map(({ whyDe, ...row }) => ({ ...row, ...(whyDe.trim() ? { whyDe: whyDe.trim() } : {}) })),
  };
}

const withImpact = (of: RulesDocument['materials'], resistant: readonly MaterialCode[]): RulesDocument['materials'] =>
  Object.fromEntries(
    Object.entries(of).map(([id, row]) => [id, { ...row, isImpactResistant: resistant.some((one) => one === id) }]),
  ) as unknown as RulesDocument['materials'];

/** Bases as typed, flattest first. @returns null where one is no base, or none is there */
export function basesIn(text: string): number[] | null {
  const parts = text
    .trim()
    .split(/\s+/)
    .map((part) => part.replace(',', '.'));
  if (parts.some((part) => !/^\d{1,2}(\.\d{1,2})?$/.test(part))) return null;
  const bases = [...new Set(parts.map(Number))].sort((a, b) => a - b);
  return bases.every((base) => base <= 20) ? bases : null;
}

export interface ListProblem {
  row: number;
  list: 'pairings' | 'exclusions' | 'needs' | 'bases';
  sentence: string;
}

/** What the server would refuse, told at its row before anything is sent. */
export function listProblems({ stock, needs, pairings, exclusions }: RuleLists): ListProblem[] {
  const seen = new Set<string>();
  const isExcluded = (one: string, other: string) =>
    exclusions.some(({ a, b }) => (a === one && b === other) || (a === other && b === one));
  return [
    ...(basesIn(stock.bases)
      ? []
      : [
          {
            list: 'bases',
            row: 0,
            sentence: 'Write bases from 0 to 20 with spaces between, such as 4.00 6.00.',
          } as const,
        ]),
    ...needs.flatMap(({ treatment, anyOf }, row): ListProblem[] => {
      const told = (sentence: string): ListProblem[] => [{ list: 'needs', row, sentence }];
      if (!treatment) return told('Choose the treatment.');
      if (anyOf.length === 0) return told('Choose what it needs.');
      if (anyOf.includes(treatment)) return told('A treatment cannot need itself.');
      return anyOf.every((other) => isExcluded(treatment, other))
        ? told('It excludes all of these and could never be made.')
        : [];
    }),
    ...pairings.flatMap((one, row): ListProblem[] => {
      const told = (sentence: string): ListProblem => ({ list: 'pairings', row, sentence });
      return [
        ...(one.materials.length === 0 ? [told('Choose a material.')] : []),
        ...(one.designs.length === 0 ? [told('Choose a design.')] : []),
        ...(one.why.trim() === '' ? [told('Say why.')] : []),
      ];
    }),
    ...exclusions.flatMap(({ a, b }, row): ListProblem[] => {
      const told = (sentence: string): ListProblem[] => [{ list: 'exclusions', row, sentence }];
      if (!a || !b) return told('Choose two treatments.');
      if (a === b) return told('Choose two different treatments.');
      const key = [a, b].sort().join(' ');
      if (seen.has(key)) return told('This pair stands there twice.');
      seen.add(key);
      return [];
    }),
  ];
}

/**
 * Every lens of the catalogue that these lists leave to choose: a design in a material with none, one or two treatments, and whatever else
 * those need. Powers and frames are not asked; they decide for each pair by itself.
 */
export function combinationsOf(rules: RulesDocument): Set<string> {
  const found = new Set<string>();
  const codes = Object.keys(treatments) as TreatmentCode[];
  for (const design of Object.keys(designs) as DesignCode[])
    for (const material of Object.keys(materials) as MaterialCode[]) {
      if (rules.pairings.some((one) => one.designs.includes(design) && one.materials.includes(material))) continue;
      const made = codes.filter((code) => isMadeOn(rules, code, material, design));
      const add = (chosen: TreatmentCode[]) => {
        if (canBeOrdered(rules, chosen, made, material)) found.add([design, material, ...chosen].join(' '));
      };
      add([]);
      for (const [i, a] of made.entries()) {
        add([a]);
        for (const b of made.slice(i + 1)) add([a, b]);
      }
    }
  return found;
}

function isMadeOn(rules: RulesDocument, code: TreatmentCode, material: MaterialCode, design: DesignCode): boolean {
  const { materials: on, inherentIn, refusedDesigns, isSun } = rules.treatments[code];
  if (refusedDesigns.includes(design) || (isSun && rules.designs[design].isIndoor)) return false;
  return on.includes(material) || inherentIn.includes(material);
}

/** Whether these go onto one lens, where need be with what they need. What nobody makes on the material is not needed there. */
function canBeOrdered(
  rules: RulesDocument,
  chosen: readonly TreatmentCode[],
  made: readonly TreatmentCode[],
  material: MaterialCode,
): boolean {
  const of = rules.treatments;
  if (chosen.some((a, i) => chosen.slice(i + 1).some((b) => excludes(rules, a, b)))) return false;
  const open = chosen
    .flatMap((code) => of[code].needs)
    .find(
      (group) =>
        group.some((one) => of[one].materials.includes(material)) &&
        !group.some((one) => chosen.includes(one) || of[one].inherentIn.includes(material)),
    );
  return !open || open.some((one) => made.includes(one) && canBeOrdered(rules, [...chosen, one], made, material));
}

/** How many combinations a change takes away, and how many it adds. */
export function changedCombinations(before: RulesDocument, after: RulesDocument): { gone: number; come: number } {
  const [was, is] = [combinationsOf(before), combinationsOf(after)];
  return {
    gone: [...was].filter((one) => !is.has(one)).length,
    come: [...is].filter((one) => !was.has(one)).length,
  };
}
