import { mirrorOutline, outlineSvgPath, syntheticOutline } from '@opticworks/optics/frame';

const right = syntheticOutline('panto', 49, 44, 72);

/** A pair of glasses as its maker sees it: box, bridge, optical centres. 49□21-145, drawn by the same code that draws the shop's frames. */
export function HeroDrawing() {
  const middle = (49 + 21) / 2;
  return (
    <svg viewBox="-82 -42 164 88" className="h-auto w-full" aria-hidden>
      <g stroke="var(--line-strong)" strokeWidth=".3" strokeDasharray="1.5 1.5" fill="none">
        <rect x={-middle - 24.5} y={-22} width="49" height="44" />
        <rect x={middle - 24.5} y={-22} width="49" height="44" />
        <path d="M-80 0H80" />
      </g>
      <g fill="var(--accent-soft)" stroke="var(--ink)" strokeWidth="2.6" strokeLinejoin="round">
        <path d={outlineSvgPath(right, { x: -middle, y: 0 })} />
        <path d={outlineSvgPath(mirrorOutline(right), { x: middle, y: 0 })} />
        <path d="M-11 -6Q0 -13 11 -6" fill="none" />
        <path d="M-60 -9L-72 -12M60 -9L72 -12" strokeLinecap="round" />
      </g>
      <g stroke="var(--accent)" strokeWidth=".5" fill="none">
        {[-31.5, 31.5].map((x) => (
          <g key={x}>
            <circle cx={x} cy="-1" r="2.4" />
            <path d={`M${x - 4.5} -1h9M${x} -5.5v9`} />
          </g>
        ))}
        <path d="M-31.5 32H31.5M-31.5 30v4M31.5 30v4" />
        <path d="M-31.5 2V29M31.5 2V29" strokeDasharray="1 1.5" />
      </g>
      <text x="0" y="40" textAnchor="middle" fontSize="5" fill="var(--accent)" className="tabular">
        PD 63
      </text>
      <text x="0" y="-30" textAnchor="middle" fontSize="6" fill="var(--ink)" className="tabular">
        49□21-145
      </text>
    </svg>
  );
}
