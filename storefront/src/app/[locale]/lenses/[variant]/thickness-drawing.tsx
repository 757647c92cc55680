import { fill, tagOf } from '../../../../i18n/fill.ts';
import type { Messages } from '../../../../i18n/locales.ts';
import type { SizeData } from '../../../../kit/size-drawing.tsx';
import { type DrawnThickness, placeLenses, roomFor } from './thickness-shape.ts';

export interface Thickness extends DrawnThickness {
  centreMm: string;
  edgeMinMm: string;
  edgeMaxMm: string;
  nasalMm: string;
  temporalMm: string;
  weightGrams: string;
}

interface DrawingProps {
  thickness: readonly Thickness[];
  size: SizeData;
  locale: string;
  t: Messages['lens'];
  grams: string;
}

/** Both lenses to one scale, as calculated: cut open from above, and from the front with the edge folded out. */
export function ThicknessDrawing({ thickness, size, locale, t, grams }: DrawingProps) {
  const number = new Intl.NumberFormat(tagOf(locale), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const mm = (text: string) => number.format(Number(text));
  const drawn = placeLenses(thickness, { eyeSizeMm: Number(size.eyeSizeMm), dblMm: Number(size.dblMm) });
  const room = roomFor(drawn);
  const eyeName = (eye: string) => (eye === 'OS' ? t.left : t.right);
  return (
    <figure className="grid gap-4">
      <figcaption className="font-medium">{t.thickness}</figcaption>
      <svg
        viewBox={`${-room.half} ${room.top - 3} ${2 * room.half} ${room.bottom - room.top + 16}`}
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
              d={`M${one.centre.x} ${room.top - 2}V${room.bottom + 2}`}
              stroke="var(--line-strong)"
              strokeWidth=".3"
              strokeDasharray="1 1"
            />
          </g>
        ))}
        <g transform={`translate(-5 ${room.bottom + 5})`} stroke="var(--ink-soft)" strokeWidth=".4" fill="none">
          <path d="M0 0H10M0 -1v2M10 -1v2" />
        </g>
        <text x="0" y={room.bottom + 11} fontSize="5" textAnchor="middle" fill="var(--ink-soft)">
          {t.scale}
        </text>
      </svg>
      <svg
        viewBox={`${-room.half} ${-room.reach - 2} ${2 * room.half} ${2 * room.reach + 4}`}
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
            {one.segment && (
              <path d={one.segment} fill="none" stroke="var(--ink)" strokeWidth=".5" data-segment={one.eye} />
            )}
            <path
              d={`M${one.centre.x - 1.5} ${one.centre.y}h3m-1.5 -1.5v3`}
              fill="none"
              stroke="var(--ink-soft)"
              strokeWidth=".4"
            />
          </g>
        ))}
      </svg>
      {drawn.some(({ segment }) => segment) && <p className="text-sm text-ink-soft">{t.segmentNote}</p>}
      <table className="tabular w-full text-sm">
        <thead>
          <tr className="text-left text-ink-soft">
            <th scope="col" className="font-normal">
              mm
            </th>
            {thickness.map((one) => (
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
              {thickness.map((one) => (
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
            {thickness.map((one) => (
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
