import { darken, lighten } from './colour.ts';
import type { ContactLensDrawing } from './drawing.types.ts';
import { stage } from './stage.ts';
import { figures } from './stroke-font.ts';

const motifs: Record<ContactLensDrawing['motif'], (x: number, y: number, colour: string) => string> = {
  sphere: (x, y, colour) => rings(x, y, colour, [70, 112, 156]),
  toric: (x, y, colour) =>
    `${rings(x, y, colour, [150])}<path d="M${x - 148} ${y + 42}L${x + 148} ${y - 42}M${x - 42} ${y - 148}L${x + 42} ${y + 148}" stroke="${colour}" stroke-width="7" stroke-opacity="0.8"/>`,
  multifocal: (x, y, colour) => rings(x, y, colour, [30, 54, 80, 108, 138, 168]),
};

const rings = (x: number, y: number, colour: string, radii: number[]) =>
  radii
    .map(
      (r, i) =>
        `<circle cx="${x}" cy="${y}" r="${r}" fill="none" stroke="${colour}" stroke-width="${9 - i}" stroke-opacity="${(0.9 - i * 0.13).toFixed(2)}"/>`,
    )
    .join('');

/** The box with its motif and count, and one lens in front of it; the detail is the lens alone. */
export function drawContactLens(d: ContactLensDrawing): string {
  const [main, accent] = d.colours;
  const definitions = `<linearGradient id="box" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${lighten(main, 0.22)}"/><stop offset="1" stop-color="${darken(main, 0.18)}"/></linearGradient>
<linearGradient id="box-side" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="${darken(main, 0.3)}"/><stop offset="1" stop-color="${darken(main, 0.5)}"/></linearGradient>
<radialGradient id="dome" cx="0.38" cy="0.3" r="0.85"><stop offset="0" stop-color="#ffffff" stop-opacity="0.95"/><stop offset="0.45" stop-color="#cfe8f2" stop-opacity="0.55"/><stop offset="0.85" stop-color="#8fc4d8" stop-opacity="0.5"/><stop offset="1" stop-color="#5f9fb8" stop-opacity="0.75"/></radialGradient>`;
  if (d.view === 'DETAIL') return stage(lens(800, 560, 330), definitions);
  const [w, h, depth] = d.modality === 'daily' ? [620, 470, 150] : [540, 400, 90];
  const [x, y] = [430, 330];
  const front = `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="10" fill="url(#box)"/>`;
  const lid = `<path d="M${x + 6} ${y}L${x + depth} ${y - depth * 0.52}H${x + w + depth}L${x + w} ${y}Z" fill="${lighten(main, 0.4)}"/>`;
  const side = `<path d="M${x + w} ${y}L${x + w + depth} ${y - depth * 0.52}V${y + h - depth * 0.52}L${x + w} ${y + h - 5}Z" fill="url(#box-side)"/>`;
  const band = `<path d="M${x} ${y + h * 0.68}C${x + w * 0.3} ${y + h * 0.58} ${x + w * 0.6} ${y + h * 0.84} ${x + w} ${y + h * 0.7}V${y + h - 10}Q${x + w} ${y + h} ${x + w - 10} ${y + h}H${x + 10}Q${x} ${y + h} ${x} ${y + h - 10}Z" fill="${accent}" opacity="0.9"/>`;
  return stage(
    `<ellipse cx="${x + w * 0.55}" cy="${y + h + 8}" rx="${w * 0.6}" ry="34" fill="#15151c" opacity="0.25" filter="url(#shadow-soft)"/>${lid}${side}${front}${band}
<g opacity="0.95">${motifs[d.motif](x + w * 0.5, y + h * 0.36, '#ffffff')}</g>
${figures(String(d.packSize), { x: x + w - 74, y: y + h - 62 }, { size: 58, colour: '#ffffff', weight: 1 })}
<rect x="${x + 8}" y="${y + 8}" width="${w - 16}" height="${h - 16}" rx="6" fill="none" stroke="#fff" stroke-opacity="0.25" stroke-width="3"/>${lens(1180, 780, 118)}`,
    definitions,
  );
}

function lens(x: number, y: number, r: number): string {
  return `<ellipse cx="${x + 8}" cy="${y + r * 0.86}" rx="${r * 0.86}" ry="${r * 0.16}" fill="#15151c" opacity="0.22" filter="url(#shadow-soft)"/><circle cx="${x}" cy="${y}" r="${r}" fill="url(#dome)"/><circle cx="${x}" cy="${y}" r="${r * 0.985}" fill="none" stroke="#4f93ad" stroke-opacity="0.5" stroke-width="${r * 0.02}"/><circle cx="${x}" cy="${y}" r="${r * 0.62}" fill="none" stroke="#ffffff" stroke-opacity="0.35" stroke-width="${r * 0.014}"/><path d="M${x - r * 0.7} ${y - r * 0.3}A${r * 0.76} ${r * 0.76} 0 0 1 ${x - r * 0.1} ${y - r * 0.76}" fill="none" stroke="#fff" stroke-opacity="0.9" stroke-width="${r * 0.07}" stroke-linecap="round"/>`;
}
