import { mirrorOutline, outlineSvgPath } from '@opticworks/optics/frame';

export interface DrawnLens {
  eye: string;
  decentrationInMm: string;
  decentrationUpMm: string;
  minimumBlankMm: string;
  blankDiameterMm: string | null;
}

/**
 * Both lenses as seen from the front, in millimetres: outline, boxed centre, optical centre after decentration, the smallest blank
 * that covers the shape and the blank chosen. The right eye stands on the left, as it does in front of the bench.
 */
export function LensDrawing(props: {
  outline: readonly number[];
  eyeSizeMm: number;
  lensHeightMm: number;
  dblMm: number;
  lenses: readonly DrawnLens[];
}) {
  const { eyeSizeMm, lensHeightMm, dblMm } = props;
  if (props.outline.length < 12) return null;
  const right = { radii: props.outline };
  const shapes = { OD: right, OS: mirrorOutline(right) };
  const offset = (eyeSizeMm + dblMm) / 2;
  const blank = Math.max(60, ...props.lenses.map((lens) => Number(lens.blankDiameterMm ?? lens.minimumBlankMm)));
  const halfWidth = offset + blank / 2 + 6;
  const halfHeight = Math.max(blank / 2, lensHeightMm / 2) + 8;
  return (
    <svg
      viewBox={`${-halfWidth} ${-halfHeight} ${halfWidth * 2} ${halfHeight * 2}`}
      className="h-auto w-full"
      role="img"
      aria-label={`Frame ${eyeSizeMm}□${dblMm}. ${props.lenses.map((lens) => `${lens.eye}: optical centre ${lens.decentrationInMm} mm in, ${lens.decentrationUpMm} mm up, blank at least ${lens.minimumBlankMm} mm`).join('; ')}`}
      fill="none"
      strokeWidth={0.35}
    >
      {props.lenses.map((lens) => {
        const isRight = lens.eye.toUpperCase() === 'OD';
        const x = isRight ? -offset : offset;
        // Inward is toward the nose: to the viewer's right for the right eye.
        const centre = { x: x + (isRight ? 1 : -1) * Number(lens.decentrationInMm), y: -Number(lens.decentrationUpMm) };
        return (
          <g key={lens.eye}>
            {lens.blankDiameterMm && (
              <circle cx={centre.x} cy={centre.y} r={Number(lens.blankDiameterMm) / 2} stroke="var(--line-strong)" />
            )}
            <circle
              cx={centre.x}
              cy={centre.y}
              r={Number(lens.minimumBlankMm) / 2}
              stroke="var(--accent)"
              strokeDasharray="1.6 1.2"
            />
            <rect
              x={x - eyeSizeMm / 2}
              y={-lensHeightMm / 2}
              width={eyeSizeMm}
              height={lensHeightMm}
              stroke="var(--line)"
              strokeDasharray="0.8 0.8"
            />
            <path
              d={outlineSvgPath(isRight ? shapes.OD : shapes.OS, { x, y: 0 })}
              stroke="var(--ink)"
              strokeWidth={0.6}
            />
            <path d={`M${x - 2} 0h4M${x} -2v4`} stroke="var(--ink-soft)" />
            <circle cx={centre.x} cy={centre.y} r={1} fill="var(--accent)" />
            <path d={`M${centre.x - 3} ${centre.y}h6M${centre.x} ${centre.y - 3}v6`} stroke="var(--accent)" />
            <text x={x} y={lensHeightMm / 2 + 5} textAnchor="middle" fontSize={3.6} fill="var(--ink-soft)">
              {lens.eye}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
