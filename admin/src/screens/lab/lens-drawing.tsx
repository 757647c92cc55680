import { mm } from '../../kit/format.ts';
import { type DrawnLens, type PlacedLens, placeLenses } from './lens-placing.ts';

interface DrawingProps {
  outline: readonly number[];
  eyeSizeMm: number;
  lensHeightMm: number;
  dblMm: number;
  lenses: readonly DrawnLens[];
}

/**
 * Both lenses as seen from the front, in millimetres: outline with the edge folded out by its thickness, boxed centre, optical centre
 * after decentration, the smallest blank that covers the shape and the blank chosen; below, both cut through their optical centres.
 * The right eye stands on the left, as it does in front of the bench.
 */
export function LensDrawing(props: DrawingProps) {
  if (props.outline.length < 12) return null;
  const placed = placeLenses(props, props.lenses);
  const offset = (props.eyeSizeMm + props.dblMm) / 2;
  const blank = Math.max(60, ...placed.map((lens) => lens.blankMm ?? lens.minimumBlankMm));
  const halfWidth = offset + blank / 2 + 6;
  return (
    <div className="grid gap-3">
      <FrontView
        {...props}
        placed={placed}
        halfWidth={halfWidth}
        halfHeight={Math.max(blank, props.lensHeightMm) / 2 + 8}
      />
      <Sections placed={placed} halfWidth={halfWidth} />
      <UprightSections placed={placed} halfWidth={halfWidth} halfHeight={props.lensHeightMm / 2 + 4} />
    </div>
  );
}

function FrontView(props: DrawingProps & { placed: readonly PlacedLens[]; halfWidth: number; halfHeight: number }) {
  const { eyeSizeMm, lensHeightMm, dblMm, halfWidth, halfHeight, placed } = props;
  const told = props.lenses.map(
    (lens) =>
      `${lens.eye}: optical centre ${lens.decentrationInMm} mm in, ${lens.decentrationUpMm} mm up, blank at least ${lens.minimumBlankMm} mm`,
  );
  return (
    <svg
      viewBox={`${-halfWidth} ${-halfHeight} ${halfWidth * 2} ${halfHeight * 2}`}
      className="h-auto w-full"
      role="img"
      aria-label={`Frame ${eyeSizeMm}□${dblMm}. ${told.join('; ')}`}
      fill="none"
      strokeWidth={0.35}
    >
      {placed.map(({ eye, middle, centre, ...lens }) => (
        <g key={eye}>
          {lens.blankMm !== null && (
            <circle cx={centre.x} cy={centre.y} r={lens.blankMm / 2} stroke="var(--line-strong)" />
          )}
          <circle
            cx={centre.x}
            cy={centre.y}
            r={lens.minimumBlankMm / 2}
            stroke="var(--accent)"
            strokeDasharray="1.6 1.2"
          />
          <rect
            x={middle.x - eyeSizeMm / 2}
            y={-lensHeightMm / 2}
            width={eyeSizeMm}
            height={lensHeightMm}
            stroke="var(--line)"
            strokeDasharray="0.8 0.8"
          />
          {lens.foldedEdge && (
            <path
              d={`${lens.foldedEdge.outer}${lens.foldedEdge.inner}`}
              transform={`translate(${middle.x} 0)`}
              fill="var(--accent)"
              fillOpacity={0.2}
              fillRule="evenodd"
            />
          )}
          <path d={lens.outline} stroke="var(--ink)" strokeWidth={0.6} />
          <path d={`M${middle.x - 2} 0h4M${middle.x} -2v4`} stroke="var(--ink-soft)" />
          {lens.segment && (
            <path
              d={lens.segment}
              transform={`translate(${middle.x} 0)`}
              stroke="var(--ink)"
              strokeWidth={0.4}
              data-segment={eye}
            />
          )}
          {lens.slab && (
            <path
              d={`M${lens.slab.from} ${lens.slab.y}H${lens.slab.to}`}
              stroke="var(--warn)"
              strokeWidth={0.6}
              data-slab-line={eye}
            />
          )}
          <circle cx={centre.x} cy={centre.y} r={1} fill="var(--accent)" />
          <path d={`M${centre.x - 3} ${centre.y}h6M${centre.x} ${centre.y - 3}v6`} stroke="var(--accent)" />
          <text x={middle.x} y={lensHeightMm / 2 + 5} textAnchor="middle" fontSize={3.6} fill="var(--ink-soft)">
            {eye}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Both lenses cut horizontally through their optical centres, from above, front side down; to the scale of the front view. */
function Sections({ placed, halfWidth }: { placed: readonly PlacedLens[]; halfWidth: number }) {
  const cut = placed.flatMap((lens) => (lens.section ? [{ ...lens, section: lens.section }] : []));
  if (cut.length === 0) return null;
  const top = Math.min(...cut.map(({ section }) => section.top)) - 2;
  const bottom = Math.max(...cut.map(({ section }) => section.bottom)) + 2;
  return (
    <svg
      viewBox={`${-halfWidth} ${top} ${halfWidth * 2} ${bottom - top}`}
      className="h-auto w-full"
      role="img"
      aria-label="Cross-section through the optical centres, from above"
      fill="none"
      strokeWidth={0.35}
    >
      {cut.map(({ eye, middle, centre, section }) => (
        <g key={eye}>
          <path
            d={section.path}
            transform={`translate(${middle.x} 0)`}
            fill="var(--accent)"
            fillOpacity={0.12}
            stroke="var(--ink)"
          />
          <path d={`M${centre.x} ${top}V${bottom}`} stroke="var(--accent)" strokeDasharray="1 1" />
        </g>
      ))}
    </svg>
  );
}

/** A lens with slab-off cut upright through its optical centre, front to the left: where the slab begins, and how thin it leaves the edge. */
function UprightSections(props: { placed: readonly PlacedLens[]; halfWidth: number; halfHeight: number }) {
  const { placed, halfWidth, halfHeight } = props;
  const cut = placed.flatMap(({ eye, middle, slab }) =>
    slab?.upright ? [{ eye, middle, slab, cut: slab.upright }] : [],
  );
  if (cut.length === 0) return null;
  return (
    <svg
      viewBox={`${-halfWidth} ${-halfHeight} ${halfWidth * 2} ${halfHeight * 2}`}
      className="h-auto w-full"
      role="img"
      aria-label={`Slab-off of ${cut.map(({ eye }) => eye).join(' and ')}: cross-section upright through the optical centre, front to the left`}
      fill="none"
      strokeWidth={0.35}
    >
      {cut.map(({ eye, middle, slab, cut: { path, depth } }) => (
        <g key={eye} transform={`translate(${middle.x - depth / 2} 0)`}>
          <path d={path} fill="var(--accent)" fillOpacity={0.12} stroke="var(--ink)" />
          <path d={`M-3 ${slab.y}H${depth + 3}`} stroke="var(--warn)" strokeDasharray="1 1" />
          <text x={depth + 4} y={slab.y + 1.2} fontSize={3.2} fill="var(--ink-soft)">
            slab, {mm(slab.heightMm)}
          </text>
        </g>
      ))}
    </svg>
  );
}
