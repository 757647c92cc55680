import { mirrorOutline } from '@opticworks/optics/frame';
import { fill, tagOf } from '../../../../i18n/fill.ts';
import type { Messages } from '../../../../i18n/locales.ts';
import type { SizeData } from '../../../../kit/size-drawing.tsx';
import { foldedEdge, sectionPath } from './thickness-shape.ts';

export interface Thickness {
  eye: string;
  centreMm: string;
  edgeMinMm: string;
  edgeMaxMm: string;
  nasalMm: string;
  temporalMm: string;
  weightGrams: string;
  edgeProfileHundredthsMm: number[];
}

interface DrawingProps {
  thickness: readonly Thickness[];
  size: SizeData;
  pdMm: { OD: number; OS: number };
  locale: string;
  t: Messages['lens'];
  grams: string;
}

/** Both lenses to one scale: cut open from above, and from the front with the edge folded out. */
export function ThicknessDrawing({ thickness, size, pdMm, locale, t, grams }: DrawingProps) {
  const number = new Intl.NumberFormat(tagOf(locale), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const mm = (text: string) => number.format(Number(text));
  const eyeSizeMm = Number(size.eyeSizeMm);
  const dblMm = Number(size.dblMm);
  const height = Number(size.lensHeightMm);
  const middle = (eyeSizeMm + dblMm) / 2;
  const thickest = Math.max(
    ...thickness.map((one) => Number(one.edgeMaxMm)),
    ...thickness.map((one) => Number(one.centreMm)),
  );
  const half = middle + eyeSizeMm / 2 + thickest + 2;
  const right = { radii: size.outlineHundredthsMm };
  const drawn = thickness.map((one) => {
    const eye = one.eye === 'OS' ? ('OS' as const) : ('OD' as const);
    return {
      ...one,
      eye,
      // Seen from the front, the wearer's right lens is on the left.
      x: eye === 'OD' ? -middle : middle,
      section: sectionPath({
        eye,
        eyeSizeMm,
        dblMm,
        pdMm: pdMm[eye],
        centreMm: Number(one.centreMm),
        nasalMm: Number(one.nasalMm),
        temporalMm: Number(one.temporalMm),
      }),
      front: foldedEdge(eye === 'OD' ? right.radii : mirrorOutline(right).radii, one.edgeProfileHundredthsMm),
    };
  });
  const eyeName = (eye: 'OD' | 'OS') => (eye === 'OD' ? t.right : t.left);
  const sectionHeight = thickest + 10;
  return (
    <figure className="grid gap-4">
      <figcaption className="font-medium">{t.thickness}</figcaption>
      <svg
        viewBox={`${-half} -3 ${2 * half} ${sectionHeight + 10}`}
        className="h-auto w-full"
        role="img"
        aria-label={t.section}
      >
        {drawn.map((one) => (
          <g key={one.eye} transform={`translate(${one.x} 0)`}>
            <path
              d={one.section.path}
              fill="var(--accent-soft)"
              stroke="var(--accent)"
              strokeWidth=".5"
              strokeLinejoin="round"
            />
            <path
              d={`M${one.section.centreX} -2V${sectionHeight - 1}`}
              stroke="var(--line-strong)"
              strokeWidth=".3"
              strokeDasharray="1 1"
            />
          </g>
        ))}
        <g transform={`translate(-5 ${sectionHeight + 1})`} stroke="var(--ink-soft)" strokeWidth=".4" fill="none">
          <path d="M0 0H10M0 -1v2M10 -1v2" />
        </g>
        <text x="0" y={sectionHeight + 6.8} fontSize="5" textAnchor="middle" fill="var(--ink-soft)">
          {t.scale}
        </text>
      </svg>
      {size.outlineHundredthsMm.length >= 12 ? (
        <svg
          viewBox={`${-half} ${-height / 2 - thickest - 2} ${2 * half} ${height + 2 * thickest + 4}`}
          className="h-auto w-full"
          role="img"
          aria-label={t.front}
        >
          {drawn.map((one) => (
            <g key={one.eye} transform={`translate(${one.x} 0)`}>
              <path
                d={`${one.front.outer}${one.front.inner}`}
                fillRule="evenodd"
                fill="var(--accent)"
                fillOpacity=".35"
              />
              <path d={one.front.inner} fill="none" stroke="var(--ink)" strokeWidth=".7" />
            </g>
          ))}
        </svg>
      ) : null}
      <table className="tabular w-full text-sm">
        <thead>
          <tr className="text-left text-ink-soft">
            <th scope="col" className="font-normal">
              mm
            </th>
            {drawn.map((one) => (
              <th key={one.eye} scope="col" className="text-right font-normal">
                {eyeName(one.eye)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-y border-line">
          {(
            [
              [t.edgeMax, 'edgeMaxMm'],
              [t.edgeMin, 'edgeMinMm'],
              [t.centre, 'centreMm'],
            ] as const
          ).map(([label, key]) => (
            <tr key={key}>
              <th scope="row" className="py-1.5 text-left font-normal text-ink-soft">
                {label}
              </th>
              {drawn.map((one) => (
                <td key={one.eye} className={`text-right ${key === 'edgeMaxMm' ? 'font-medium' : ''}`}>
                  {mm(one[key])}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row" className="py-1.5 text-left font-normal text-ink-soft">
              {t.weight}
            </th>
            {drawn.map((one) => (
              <td key={one.eye} className="text-right">
                {fill(grams, { value: mm(one.weightGrams) })}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <p className="text-sm text-ink-soft">{t.thicknessNote}</p>
    </figure>
  );
}
