import { mirrorOutline, outlineSvgPath } from '@opticworks/optics/frame';

export interface SizeData {
  label: string;
  eyeSizeMm: string;
  lensHeightMm: string;
  dblMm: string;
  templeLengthMm: string;
  frameWidthMm: string;
  outlineHundredthsMm: number[];
}

/** The front of a frame to scale with its measures, drawn from the traced outline as an engineer would dimension it. */
export function SizeDrawing({ size, title }: { size: SizeData; title: string }) {
  const eye = Number(size.eyeSizeMm);
  const bridge = Number(size.dblMm);
  const height = Number(size.lensHeightMm);
  const width = Math.max(Number(size.frameWidthMm), 2 * eye + bridge + 6);
  const middle = (eye + bridge) / 2;
  const right = { radii: size.outlineHundredthsMm };
  const canDraw = size.outlineHundredthsMm.length >= 12;
  const low = height / 2 + 9;
  const view = { x: -width / 2 - 4, y: -height / 2 - 16, width: width + 8, height: height + 38 };
  const dimension = (x1: number, x2: number, y: number, text: string) => (
    <g>
      <path
        d={`M${x1} ${y}H${x2}M${x1} ${y - 1.8}v3.6M${x2} ${y - 1.8}v3.6`}
        stroke="var(--line-strong)"
        strokeWidth=".4"
        fill="none"
      />
      <text x={(x1 + x2) / 2} y={y + 5.6} textAnchor="middle" fontSize="5" fill="var(--ink)">
        {text}
      </text>
    </g>
  );
  return (
    <svg
      viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
      role="img"
      aria-label={title}
      className="tabular h-auto w-full"
    >
      {canDraw ? (
        <g fill="var(--accent-soft)" stroke="var(--ink)" strokeWidth="1.4">
          <path d={outlineSvgPath(right, { x: -middle, y: 0 })} />
          <path d={outlineSvgPath(mirrorOutline(right), { x: middle, y: 0 })} />
          <path
            d={`M${-bridge / 2} ${-height * 0.12}Q0 ${-height * 0.24} ${bridge / 2} ${-height * 0.12}`}
            fill="none"
          />
          <path
            d={`M${-middle - eye / 2} ${-height * 0.2}L${-width / 2} ${-height * 0.24}M${middle + eye / 2} ${-height * 0.2}L${width / 2} ${-height * 0.24}`}
          />
        </g>
      ) : null}
      {dimension(-middle - eye / 2, -middle + eye / 2, low, size.eyeSizeMm.replace(/\.0+$/, ''))}
      {dimension(-bridge / 2, bridge / 2, low, size.dblMm.replace(/\.0+$/, ''))}
      {dimension(-width / 2, width / 2, -height / 2 - 11, size.frameWidthMm.replace(/\.0+$/, ''))}
      <g>
        <path
          d={`M${middle} ${-height / 2}V${height / 2}M${middle - 1.8} ${-height / 2}h3.6M${middle - 1.8} ${height / 2}h3.6`}
          stroke="var(--line-strong)"
          strokeWidth=".4"
          strokeDasharray="1.2 1"
        />
        <text x={middle + 2.5} y="1.8" fontSize="5" fill="var(--ink)">
          {size.lensHeightMm.replace(/\.0+$/, '')}
        </text>
      </g>
    </svg>
  );
}
