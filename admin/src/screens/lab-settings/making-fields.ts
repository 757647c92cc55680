import type { SourcedFact } from '@opticworks/optics/certainty';
import { designs, type MakingRules, makingSources, materials, segmentShape } from '@opticworks/optics/lens';
import { formatPower } from '@opticworks/optics/prescription';

/** What an owner may replace: the rules without their version and the blanks. */
export type RulesDocument = Omit<MakingRules, 'version' | 'blanks'>;
export type Path = readonly (string | number)[];

/** How a number of the document is read and typed. The document holds powers and prisms in thousandths. */
export type Unit =
  | 'mm'
  | '°'
  | 'years'
  | 'D'
  | 'signed D'
  | 'Δ'
  | 'D of base'
  | 'Δ per D'
  | 'of the power'
  | 'mm per °';

export interface RuleField {
  path: Path;
  label: string;
  unit: Unit;
  step: number;
  /** May be empty: no limit. */
  optional?: boolean;
}

export interface RuleTable {
  title: string;
  hint?: string;
  columns: readonly string[];
  /** The last column says how sure the number the house came with is. */
  rows: readonly { label: string; fields: readonly (RuleField | null)[]; fact?: SourcedFact | undefined }[];
}

const inThousandths = (unit: Unit): boolean => unit === 'D' || unit === 'signed D' || unit === 'Δ';

/** As it is shown in its field: powers signed with two decimals, sizes of powers without a sign. */
export function textOf(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return '';
  if (unit === 'signed D') return formatPower(value);
  if (inThousandths(unit)) return (value / 1_000).toFixed(2);
  return unit === 'mm' && Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** @returns undefined where the text is no number of this unit */
export function numberIn(
  text: string,
  { unit, optional }: Pick<RuleField, 'unit' | 'optional'>,
): number | null | undefined {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  if (plain === '') return optional ? null : undefined;
  if (!/^[+-]?\d{1,4}(\.\d{1,3})?$/.test(plain)) return undefined;
  const value = Number(plain);
  if (unit !== 'signed D' && value < 0) return undefined;
  return inThousandths(unit) ? Math.round(value * 1_000) : value;
}

export const keyOf = (path: Path): string => path.join('.');

export function readAt(document: unknown, path: Path): number | null | undefined {
  let at: unknown = document;
  for (const part of path)
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined;
  return typeof at === 'number' || at === null ? at : undefined;
}

/** The document with one number replaced; what is not on the way stays the same. */
export function withValue<Document>(document: Document, path: Path, value: number | null): Document {
  const [first, ...rest] = path;
  if (first === undefined) return value as Document;
  const there = document as Record<string | number, unknown>;
  const next = withValue(there[first], rest, value);
  return (
    Array.isArray(document) ? document.map((one, i) => (i === first ? next : one)) : { ...there, [first]: next }
  ) as Document;
}

/** @returns the document with what was typed, and the fields that cannot be read */
export function withTyped(
  document: RulesDocument,
  fields: readonly RuleField[],
  typed: Readonly<Record<string, string>>,
): { document: RulesDocument; unreadable: string[] } {
  const unreadable: string[] = [];
  let next = document;
  for (const field of fields) {
    const text = typed[keyOf(field.path)];
    if (text === undefined) continue;
    const value = numberIn(text, field);
    if (value === undefined) unreadable.push(keyOf(field.path));
    else if (value !== readAt(next, field.path)) next = withValue(next, field.path, value);
  }
  return { document: next, unreadable };
}

/** Every number an owner decides, in tables as an optician would look for them. */
export function ruleTables(rules: RulesDocument): RuleTable[] {
  const one = (label: string, path: Path, unit: Unit, step: number, optional = false): RuleTable['rows'][number] => ({
    label: `${label}, ${unit}`,
    fields: [{ path, label, unit, step, ...(optional ? { optional } : {}) }],
    fact: makingSources[keyOf(path)],
  });
  const field = (path: Path, label: string, unit: Unit, step: number, optional = false): RuleField => ({
    path,
    label,
    unit,
    step,
    ...(optional ? { optional } : {}),
  });
  const rims = { 'full-rim': 'Full rim', 'half-rim': 'Half rim', rimless: 'Rimless' } as const;
  const rimTypes = Object.keys(rims) as (keyof typeof rims)[];
  return [
    {
      title: 'Limits of making',
      columns: ['Limit', 'Value', 'How sure the usual number is'],
      rows: [
        one('Edges thicker than this are told', ['limits', 'noticeEdgeMm'], 'mm', 0.1),
        one('Decentration of an eye above this is told', ['limits', 'noticeDecentrationMm'], 'mm', 0.5),
        one('Added to the diameter for edging', ['limits', 'edgingAllowanceMm'], 'mm', 0.5),
        one('Lens kept above a fitting cross', ['limits', 'aboveFittingCrossMm'], 'mm', 0.5),
        one('Wrap from a face-form angle of', ['limits', 'wrapFromDeg'], '°', 1),
        one('Wrap from a frame curve of', ['limits', 'wrapFromBase'], 'D of base', 0.5),
        one('Strongest power in a wrap', ['limits', 'wrapMaxPower'], 'D', 0.25),
        one('Face-form angle taken for a wrap nobody measured', ['limits', 'assumedWrapDeg'], '°', 1),
        one('Impact resistant materials only below', ['limits', 'impactUnderAge'], 'years', 1),
        one('Bases of a pair differ by at most', ['limits', 'pairBaseSlack'], 'D of base', 0.25),
        one('Prism thinning of a progressive', ['limits', 'thinningPerAdd'], 'Δ per D', 0.1),
      ],
    },
    {
      title: 'Base curves',
      hint: 'Which base a lens wants; of the stocked ones it gets the nearest. SE is sphere and half the cylinder.',
      columns: ['Rule', 'Value', 'How sure the usual number is'],
      rows: [
        one('Plain lenses (Vogel): base at SE 0', ['baseCurves', 'vogel', 'from'], 'D of base', 0.25),
        one('Plain lenses: share of a minus SE', ['baseCurves', 'vogel', 'minusShare'], 'of the power', 0.05),
        one('Progressives (Boddy), plus: base at SE 0', ['baseCurves', 'boddy', 'plusFrom'], 'D of base', 0.25),
        one('Progressives, minus: base at SE 0', ['baseCurves', 'boddy', 'minusFrom'], 'D of base', 0.25),
        one('Progressives: share of a minus SE', ['baseCurves', 'boddy', 'minusShare'], 'of the power', 0.05),
        one('Progressives: share of the ADD', ['baseCurves', 'boddy', 'addShare'], 'of the power', 0.05),
        one('No base is flatter than', ['baseCurves', 'flattest'], 'D of base', 0.25),
      ],
    },
    {
      title: 'Centration where nobody measured',
      hint: 'A measured PD or height always goes before these. An empty raise leaves centres on the middle of the box.',
      columns: ['Rule', 'Value', 'How sure the usual number is'],
      rows: [
        one('Reading distance', ['centration', 'workingMm'], 'mm', 10),
        one('Lens to the centre of rotation of the eye', ['centration', 'toRotationCentreMm'], 'mm', 0.5),
        one('Plain lenses: centre above the middle', ['centration', 'raiseMm'], 'mm', 0.5, true),
        one('Raised centres go down by', ['centration', 'lowerPerTiltDegreeMm'], 'mm per °', 0.1),
      ],
    },
    {
      title: 'Rims',
      hint: 'Empty: no limit of its own.',
      columns: ['Rim', 'Thickest edge, mm', 'Strongest power, D'],
      rows: rimTypes.map((rim) => ({
        label: rims[rim],
        fields: [
          field(['rims', rim, 'maxEdgeMm'], 'Thickest edge', 'mm', 0.1, true),
          field(['rims', rim, 'maxPower'], 'Strongest power', 'D', 0.25, true),
        ],
      })),
    },
    {
      title: 'Materials',
      columns: [
        'Material',
        'Least centre, mm',
        ...rimTypes.map((rim) => `Least edge, ${rims[rim].toLowerCase()}, mm`),
        'Strongest minus, D',
        'Strongest plus, D',
        'Strongest cylinder, D',
      ],
      rows: inOrder(rules.materials, materials).map(({ id, name }) => ({
        label: name,
        fields: [
          field(['materials', id, 'minCentreMm'], 'Least centre', 'mm', 0.1),
          ...rimTypes.map((rim) =>
            field(['materials', id, 'minEdgeMm', rim], `Least edge, ${rims[rim].toLowerCase()}`, 'mm', 0.1),
          ),
          field(['materials', id, 'minPower'], 'Strongest minus', 'signed D', 0.25),
          field(['materials', id, 'maxPower'], 'Strongest plus', 'signed D', 0.25),
          field(['materials', id, 'maxCylinder'], 'Strongest cylinder', 'D', 0.25),
        ],
      })),
    },
    {
      title: 'Designs',
      hint: 'No source at hand says how far below its line a flat top has its optical centre. Empty: only its line is drawn, and no image jump is told. A least height of 0 is no limit.',
      columns: [
        'Design',
        'Least ADD, D',
        'Largest ADD, D',
        'Least lens height, mm',
        'Segment: least height, mm',
        'Flat top: optical centre below its line, mm',
        'Shortest corridor: least fitting height, mm',
        'Strongest prism, Δ',
      ],
      rows: inOrder(rules.designs, designs).map((design) => ({
        label: design.name,
        fields: [
          design.add ? field(['designs', design.id, 'add', 'min'], 'Least ADD', 'D', 0.25) : null,
          design.add ? field(['designs', design.id, 'add', 'max'], 'Largest ADD', 'D', 0.25) : null,
          design.minLensHeightMm === undefined
            ? null
            : field(['designs', design.id, 'minLensHeightMm'], 'Least lens height', 'mm', 0.5),
          design.segment
            ? field(['designs', design.id, 'segment', 'minHeightMm'], 'Segment: least height', 'mm', 0.5)
            : null,
          segmentShape(design)?.form === 'FLAT_TOP'
            ? field(
                ['designs', design.id, 'segment', 'centreDownMm'],
                'Flat top: optical centre below its line',
                'mm',
                0.5,
                true,
              )
            : null,
          design.corridors
            ? field(['designs', design.id, 'corridors', 0, 'minFittingHeightMm'], 'Least fitting height', 'mm', 0.5)
            : null,
          field(['designs', design.id, 'maxPrism'], 'Strongest prism', 'Δ', 0.25),
        ],
      })),
    },
    {
      title: 'Price bands and surcharges',
      hint: 'A band holds powers and cylinders up to these; above B everything is in band C. Surcharges are due above theirs.',
      columns: ['Limit', 'Power, D', 'Cylinder, D', 'Prism, Δ', 'ADD, D', 'Blank, mm'],
      rows: [
        ...(['A', 'B'] as const).map((band) => ({
          label: `Band ${band} up to`,
          fields: [
            field(['bands', band, 'power'], 'Power', 'D', 0.25),
            field(['bands', band, 'cylinder'], 'Cylinder', 'D', 0.25),
            null,
            null,
            null,
          ],
        })),
        {
          label: 'Surcharge above',
          fields: [
            null,
            field(['surchargeAbove', 'cylinder'], 'Cylinder', 'D', 0.25),
            field(['surchargeAbove', 'prism'], 'Prism', 'Δ', 0.25),
            field(['surchargeAbove', 'add'], 'ADD', 'D', 0.25),
            field(['surchargeAbove', 'blankMm'], 'Blank', 'mm', 1),
          ],
        },
      ],
    },
  ];
}

/** As the optics lists them: the stored document does not keep an order of its names. */
const inOrder = <Row>(rows: Readonly<Record<string, Row>>, list: Readonly<Record<string, unknown>>): Row[] =>
  Object.keys(list).flatMap((id) => (rows[id] === undefined ? [] : [rows[id]]));

export const fieldsOf = (tables: readonly RuleTable[]): RuleField[] =>
  tables.flatMap(({ rows }) => rows.flatMap(({ fields }) => fields.filter((field) => field !== null)));
