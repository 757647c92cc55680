import type { MakingRuleId } from './making-checks.ts';

interface RuleText {
  title: { en: string; de: string };
  /** What was compared, a template like those of findings. */
  numbers: { en: string; de: string };
  /** Where the rule comes from; each number of it is the house's own to change. */
  source: string;
}

/**
 * What staff read beside each rule: its name, the numbers it was decided by, and where it comes from. "Trade practice" says that published
 * guidance agrees on the rule and not on the number; "retail rule" that shops choose it.
 */
export const makingRuleTexts: Record<MakingRuleId, RuleText> = {
  'frame-takes-lenses': {
    title: { en: 'Frame takes prescription lenses', de: 'Fassung ist verglasbar' },
    numbers: { en: 'as catalogued', de: 'laut Katalog' },
    source: 'Maker of the frame',
  },
  'frame-power': {
    title: { en: 'Power within what the frame takes', de: 'Stärke im Bereich der Fassung' },
    numbers: { en: '{min|D} to {max|D}; strongest {value|D}', de: '{min|D} bis {max|D}; stärkste {value|D}' },
    source: 'Maker of the frame',
  },
  'rim-power': {
    title: { en: 'Power against the rim', de: 'Stärke gegen Fassungsart' },
    numbers: { en: 'up to {max|D}; strongest {value|D}', de: 'bis {max|D}; stärkste {value|D}' },
    source: 'House rule, off unless set',
  },
  'wrap-power': {
    title: { en: 'Power in a strongly curved frame', de: 'Stärke in stark gebogener Fassung' },
    numbers: { en: 'up to {max|D}; strongest {value|D}', de: 'bis {max|D}; stärkste {value|D}' },
    source: 'Trade practice: about ±4.00 without compensated power',
  },
  impact: {
    title: { en: 'Impact resistant material', de: 'Schlagfestes Material' },
    numbers: { en: '{material}', de: '{material}' },
    source: 'Retail rule for the young, sport and one good eye; 21 CFR 801.410 asks it of every lens by test',
  },
  'material-rim': {
    title: { en: 'Material holds in the rim', de: 'Material hält in der Fassungsart' },
    numbers: { en: '{material}, {rim}', de: '{material}, {rim}' },
    source: 'Trade practice: what cracks when drilled',
  },
  'material-power': {
    title: { en: 'Power made in the material', de: 'Stärke im Material lieferbar' },
    numbers: { en: '{min|D} to {max|D}; asked {value|D}', de: '{min|D} bis {max|D}; verlangt {value|D}' },
    source: 'Range of the maker',
  },
  'material-cylinder': {
    title: { en: 'Cylinder made in the material', de: 'Zylinder im Material lieferbar' },
    numbers: { en: 'up to {max|D}; asked {value|D}', de: 'bis {max|D}; verlangt {value|D}' },
    source: 'Range of the maker',
  },
  pairing: {
    title: { en: 'Design made in the material', de: 'Design im Material lieferbar' },
    numbers: { en: '{design} in {material}', de: '{design} in {material}' },
    source: 'Range of the maker',
  },
  'design-prism': {
    title: { en: 'Prism made in the design', de: 'Prisma im Design lieferbar' },
    numbers: { en: 'up to {max|P}; asked {value|P}', de: 'bis {max|P}; verlangt {value|P}' },
    source: 'Range of the maker',
  },
  'design-add': {
    title: { en: 'ADD prescribed', de: 'Addition verordnet' },
    numbers: { en: '{value|D}', de: '{value|D}' },
    source: 'A multifocal cannot be made without it',
  },
  'design-add-range': {
    title: { en: 'ADD made in the design', de: 'Addition im Design lieferbar' },
    numbers: { en: '{min|D} to {max|D}; asked {value|D}', de: '{min|D} bis {max|D}; verlangt {value|D}' },
    source: 'Range of the maker',
  },
  'lens-height': {
    title: { en: 'Frame high enough for the design', de: 'Fassung hoch genug für das Design' },
    numbers: { en: 'at least {min|mm}; the frame {value|mm}', de: 'mindestens {min|mm}; Fassung {value|mm}' },
    source: "Maker's minimum: shortest corridor and lens above the cross, or segment",
  },
  'fitting-height': {
    title: { en: 'Measured height enough for the design', de: 'Gemessene Höhe reicht für das Design' },
    numbers: { en: 'at least {min|mm}; measured {value|mm}', de: 'mindestens {min|mm}; gemessen {value|mm}' },
    source: "Maker's minimum fitting or segment height",
  },
  'near-part': {
    title: { en: 'Something to read with below the middle part', de: 'Unter dem Zwischenteil bleibt ein Leseteil' },
    numbers: { en: 'above {min|mm}; measured {value|mm}', de: 'über {min|mm}; gemessen {value|mm}' },
    source: 'Geometry of the segment',
  },
  'segment-in-lens': {
    title: { en: 'Segment lies in the lens, not beside it', de: 'Nahteil liegt im Glas, nicht daneben' },
    numbers: {
      en: 'where it stands above {min|mm} and below {max|mm}; measured {value|mm}',
      de: 'an seiner Stelle über {min|mm} und unter {max|mm}; gemessen {value|mm}',
    },
    source: 'Geometry of segment and outline',
  },
  'height-in-lens': {
    title: { en: 'Measured height leaves enough lens above', de: 'Gemessene Höhe lässt oben genug Glas' },
    numbers: { en: 'at most {max|mm}; measured {value|mm}', de: 'höchstens {max|mm}; gemessen {value|mm}' },
    source: 'Height of the lens, and what a progressive keeps above its cross',
  },
  blank: {
    title: { en: 'A blank is large enough', de: 'Ein Rohling ist groß genug' },
    numbers: {
      en: 'needs {needed|mm}; stocked up to {largest|mm}',
      de: 'nötig {needed|mm}; am Lager bis {largest|mm}',
    },
    source: 'Outline and centration: twice the farthest point, and the edging allowance; the stock of the house',
  },
  'pair-bases': {
    title: { en: 'Base curves go together', de: 'Basiskurven passen zueinander' },
    numbers: { en: '{od} and {os}; at most {max} apart', de: '{od} und {os}; höchstens {max} auseinander' },
    source: 'Retail rule: lenses of a pair should look and magnify alike',
  },
  curves: {
    title: { en: 'Curves span the shape', de: 'Kurven überspannen die Form' },
    numbers: { en: 'base {base}, blank {needed|mm}', de: 'Basis {base}, Rohling {needed|mm}' },
    source: 'Geometry of the two surfaces',
  },
  edge: {
    title: { en: 'Edge fits the rim', de: 'Rand passt in die Fassung' },
    numbers: { en: 'at most {max|mm}; calculated {value|mm}', de: 'höchstens {max|mm}; berechnet {value|mm}' },
    source: 'Trade practice: drilled edges up to about 5 mm',
  },
  treatment: {
    title: { en: 'Treatment goes with the rest', de: 'Veredelung passt zum Rest' },
    numbers: { en: '{treatment}', de: '{treatment}' },
    source: 'Table of materials, designs, needs and exclusions',
  },
};
