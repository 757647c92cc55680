import { Badge } from '../../kit/badge.tsx';
import { Panel } from '../../kit/detail.tsx';
import { axis, mm, power, sayCode } from '../../kit/format.ts';
import { BreakageDialog } from './breakage-dialog.tsx';
import type { JobPart, Lens } from './job.types.ts';

interface Power {
  sphere: string;
  cylinder: string | null;
  axis: number | null;
}

const powerText = (lens: Power | null): string =>
  lens === null
    ? '—'
    : `${power(lens.sphere)}${lens.cylinder ? ` ${power(lens.cylinder)} ×${axis(lens.axis)}` : ' DS'}`;

/** A direction in words: a minus would have to be explained. */
const decentration = (value: string | null, plus: string, minus: string): string =>
  value === null || Number(value) === 0
    ? `${mm(value, 2)} mm`
    : `${mm(Math.abs(Number(value)), 2)} mm ${Number(value) < 0 ? minus : plus}`;

/** Near plano no decentration makes prism. */
function prismDecentration({ prismDecentration: moved }: Lens): string {
  if (!moved) return '—';
  if (moved.inMm === null) return 'not possible near plano, to grind';
  return `${decentration(moved.inMm, 'in', 'out')}, ${decentration(moved.upMm, 'up', 'down')}`;
}

type Row = readonly [string, (lens: Lens) => string];

const addRows = (isCompensated: boolean): readonly Row[] =>
  isCompensated
    ? [
        ['Add, ordered', (lens) => power(lens.ordered?.add ?? null)],
        ['Add, compensated', (lens) => power(lens.add)],
        ['Add that reaches the eye', (lens) => power(lens.asWorn?.add ?? null)],
        ['Add, if made as ordered', (lens) => power(lens.uncompensated?.add ?? null)],
      ]
    : [['Add', (lens) => power(lens.add)]];

/** Only the lens that is ground twice has them. */
const ofSlab = (text: (slab: NonNullable<Lens['slab']>) => string) => (lens: Lens) =>
  lens.slab ? text(lens.slab) : '—';
const slabRows: readonly Row[] = [
  ['Slab-off', ofSlab((slab) => `${slab.prism}Δ base up below the line`)],
  [
    'Line of the slab',
    ofSlab(
      ({ lineUpMm, lineHeightMm }) =>
        `${mm(lineHeightMm)} mm above the bottom of the box, ${mm(Math.abs(Number(lineUpMm)))} ${Number(lineUpMm) < 0 ? 'below' : 'above'} its middle`,
    ),
  ],
  ['Thickness on the line', ofSlab(({ lineMm }) => `${mm(lineMm, 2)} mm`)],
  ['Lower edge, before → after', ofSlab((slab) => `${mm(slab.bottomBeforeMm, 2)} → ${mm(slab.bottomMm, 2)} mm`)],
];

export function CalculationPanel({ job, reload, mayBreak }: JobPart & { mayBreak: boolean }) {
  const lenses: readonly Lens[] = job.lenses ?? [];
  const isCompensated = job.positionOfWear?.compensation === 'COMPENSATED';
  const rows: readonly Row[] = [
    ...(isCompensated
      ? ([
          ['Ordered', (lens) => powerText(lens.ordered)],
          ['Lensmeter, compensated', (lens) => powerText(lens)],
          ['Reaches the eye', (lens) => powerText(lens.asWorn)],
          ['If made as ordered', (lens) => powerText(lens.uncompensated)],
        ] satisfies readonly Row[])
      : ([['Power, as ordered', (lens: Lens) => powerText(lens)]] as const)),
    ...addRows(job.positionOfWear?.compensatesAdd ?? false),
    ...(job.positionOfWear?.compensatesPrism
      ? ([
          ['Prism, ordered', (lens: Lens) => lens.prescribedPrism ?? '—'],
          ['Prism of tilt and wrap', (lens: Lens) => lens.prismOfWear ?? '—'],
          ['Prism, to grind', (lens: Lens) => lens.groundPrism ?? '—'],
        ] as const)
      : ([['Prism', (lens: Lens) => lens.prescribedPrism ?? '—']] as const)),
    ...(lenses.some(({ intermediateAdd }) => intermediateAdd)
      ? ([['Add of the middle part', (lens: Lens) => power(lens.intermediateAdd)]] as const)
      : []),
    ...(lenses.some(({ imageJump }) => imageJump !== null)
      ? ([['Image jump at the line', (lens: Lens) => (lens.imageJump === null ? '—' : `${lens.imageJump}Δ`)]] as const)
      : []),
    ...(lenses.some(({ prismDecentration }) => prismDecentration)
      ? ([['Prism by further decentration', prismDecentration]] as const)
      : []),
    ['Decentration', (lens) => decentration(lens.decentrationInMm, 'in', 'out')],
    ['Decentration, height', (lens) => decentration(lens.decentrationUpMm, 'up', 'down')],
    ['Smallest blank', (lens) => `${mm(lens.minimumBlankMm)} mm`],
    ['Made from', (lens) => `${sayCode(lens.kind)}${lens.blankDiameterMm ? ` ⌀ ${mm(lens.blankDiameterMm, 0)}` : ''}`],
    ['Base / back curve', (lens) => `${mm(lens.baseCurve, 2)} / ${mm(lens.backCurve, 2)} D`],
    ['Centre thickness', (lens) => `${mm(lens.centreThicknessMm, 2)} mm`],
    ['Edge thickness', (lens) => `${mm(lens.edgeMinMm, 2)} – ${mm(lens.edgeMaxMm, 2)} mm`],
    ...(lenses.some(({ slab }) => slab) ? slabRows : []),
    ['Weight', (lens) => `${mm(lens.weightGrams)} g`],
    ['Blank', (lens) => `${lens.blankName ?? '—'}${lens.blankSku ? ` (${lens.blankSku})` : ''}`],
  ];
  return (
    <Panel title="Calculation" flush>
      {/* Said in full: stacked on a phone, rows and cells would lose what they are. */}
      {/* biome-ignore-start lint/a11y/noRedundantRoles: a row that is laid out as a grid is no row to the browser */}
      <table role="table" className="eye-table grid-table tabular">
        <thead role="rowgroup">
          <tr role="row">
            <td role="cell" />
            {lenses.map((lens) => (
              <th key={lens.id} role="columnheader" scope="col">
                {lens.eye}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(([label, text]) => (
            <tr key={label} role="row">
              <th role="rowheader" scope="row">
                {label}
              </th>
              {lenses.map((lens) => (
                <td key={lens.id} role="cell">
                  {text(lens)}
                </td>
              ))}
            </tr>
          ))}
          <tr role="row">
            <th role="rowheader" scope="row">
              Blank status
            </th>
            {lenses.map((lens) => (
              <td key={lens.id} role="cell">
                <Badge code={lens.blankStatus} />
              </td>
            ))}
          </tr>
          <tr role="row">
            <th role="rowheader" scope="row">
              Broken so far
            </th>
            {lenses.map((lens) => (
              <td key={lens.id} role="cell">
                {lens.breakages} {mayBreak && <BreakageDialog job={job} eye={lens.eye} reload={reload} />}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: end of the stacked table */}
    </Panel>
  );
}
