import { designs, type MakingRules, materials, treatments } from '@opticworks/optics/lens';
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
export interface RuleLists {
  pairings: readonly PairingRow[];
  exclusions: readonly ExclusionRow[];
}

/** What the document says, in the order of the optics: an exclusion is one row, whichever of the two says it. */
export function listsOf(rules: RulesDocument): RuleLists {
  const codes = Object.keys(treatments) as TreatmentCode[];
  return {
    pairings: rules.pairings.map(({ materials: of, designs: not, why, whyDe = '' }) => ({
      materials: [...of],
      designs: [...not],
      why,
      whyDe,
    })),
    exclusions: codes.flatMap((a, i) => codes.slice(i + 1).flatMap((b) => (excludes(rules, a, b) ? [{ a, b }] : []))),
  };
}

const excludes = ({ treatments: of }: RulesDocument, a: TreatmentCode, b: TreatmentCode): boolean =>
  (of[a]?.excludes.includes(b) ?? false) || (of[b]?.excludes.includes(a) ?? false);

/** The document with these lists. An exclusion is written down at both treatments, so that neither has to be asked first. */
export function withLists(rules: RulesDocument, { pairings, exclusions }: RuleLists): RulesDocument {
  const of: Record<TreatmentCode, RulesDocument['treatments'][TreatmentCode]> = { ...rules.treatments };
  for (const code of Object.keys(of) as TreatmentCode[])
    of[code] = {
      ...of[code],
      excludes: exclusions.flatMap(({ a, b }) => (a === code && b ? [b] : b === code && a ? [a] : [])),
    };
  return {
    ...rules,
    treatments: of,
    pairings: pairings.map(({ whyDe, ...row }) => ({ ...row, ...(whyDe.trim() ? { whyDe: whyDe.trim() } : {}) })),
  };
}

export interface ListProblem {
  row: number;
  list: 'pairings' | 'exclusions';
  sentence: string;
}

/** What the server would refuse, told at its row before anything is sent. */
export function listProblems({ pairings, exclusions }: RuleLists): ListProblem[] {
  const seen = new Set<string>();
  return [
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
 * Every lens of the catalogue that these lists leave to choose: a design in a material with none, one or two treatments that are made on it.
 * Powers and frames are not asked; they decide for each pair by itself.
 */
export function combinationsOf(rules: RulesDocument): Set<string> {
  const found = new Set<string>();
  const codes = Object.keys(treatments) as TreatmentCode[];
  for (const design of Object.keys(designs) as DesignCode[])
    for (const material of Object.keys(materials) as MaterialCode[]) {
      if (rules.pairings.some((one) => one.designs.includes(design) && one.materials.includes(material))) continue;
      const made = codes.filter((code) => {
        const one = rules.treatments[code];
        return (
          one &&
          (one.materials.includes(material) || one.inherentIn.includes(material)) &&
          !one.refusedDesigns.includes(design)
        );
      });
      found.add(`${design} ${material}`);
      for (const [i, a] of made.entries()) {
        found.add(`${design} ${material} ${a}`);
        for (const b of made.slice(i + 1)) if (!excludes(rules, a, b)) found.add(`${design} ${material} ${a} ${b}`);
      }
    }
  return found;
}

/** How many combinations a change takes away, and how many it adds. */
export function changedCombinations(before: RulesDocument, after: RulesDocument): { gone: number; come: number } {
  const [was, is] = [combinationsOf(before), combinationsOf(after)];
  return {
    gone: [...was].filter((one) => !is.has(one)).length,
    come: [...is].filter((one) => !was.has(one)).length,
  };
}
