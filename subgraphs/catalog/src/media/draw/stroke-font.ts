/**
 * Figures drawn as strokes, like a plotter would: pictures must not depend on the fonts of the machine that renders them.
 * Each glyph lives in a box 5 wide and 8 high, y down.
 */
const glyphs: Record<string, string> = {
  '0': 'M2.5 0C4.2 0 5 1.6 5 4S4.2 8 2.5 8 0 6.4 0 4 .8 0 2.5 0Z',
  '1': 'M.8 1.6L2.8 0V8',
  '2': 'M.2 2C.2.7 1.2 0 2.5 0S4.8.8 4.8 2.2C4.8 4 1.6 5.6 .2 8H5',
  '3': 'M.4 0H4.6L2.2 3C4 3 5 4 5 5.5S3.8 8 2.4 8 .3 7.4 0 6.4',
  '4': 'M3.8 8V0L0 5.6H5',
  '5': 'M4.6 0H.9L.5 3.6C1 3.1 1.7 2.9 2.5 2.9 4 2.9 5 4 5 5.4S4 8 2.4 8 .3 7.4 0 6.5',
  '6': 'M4.2 .3C2 .3 0 2.6 0 5.4 0 7 1 8 2.5 8S5 7 5 5.5 4 3.1 2.6 3.1 .2 4 0 5.3',
  '7': 'M0 0H5L1.8 8',
  '8': 'M2.5 3.6C1.2 3.6.4 2.9.4 1.8S1.2 0 2.5 0 4.6.7 4.6 1.8 3.8 3.6 2.5 3.6 0 4.5 0 5.8 1 8 2.5 8 5 7.1 5 5.8 4 3.6 2.5 3.6Z',
  '9': 'M.8 7.7C3 7.7 5 5.4 5 2.6 5 1 4 0 2.5 0S0 1 0 2.5 1 4.9 2.4 4.9 4.8 4 5 2.7',
  '-': 'M.8 4.2H4.2',
  '.': 'M2.4 7.6V8',
  '□': 'M.2 1.6H4.8V7.4H.2Z',
  '×': 'M.8 2.6L4.2 6.4M4.2 2.6L.8 6.4',
  Ø: 'M2.5 1C4.2 1 5 2.4 5 4.5S4.2 8 2.5 8 0 6.6 0 4.5.8 1 2.5 1ZM.2 8.4L4.8 .6',
  m: 'M0 8V3.4M0 4.6C.4 3.7 2.4 2.8 2.5 4.8V8M2.5 4.8C2.9 3.7 5 2.8 5 4.8V8',
  ' ': '',
};

/** A line of figures as one path group. @param at anchor point @param size height of the figures in pixels */
export function figures(
  text: string,
  at: { x: number; y: number },
  options: { size: number; colour: string; align?: 'middle' | 'start'; weight?: number },
): string {
  const scale = options.size / 8;
  const advance = 7;
  const widthUnits = text.length * advance - 2;
  const left = at.x - (options.align === 'start' ? 0 : (widthUnits * scale) / 2);
  const letters = [...text]
    .map((c, i) => (glyphs[c] ? `<path transform="translate(${i * advance} 0)" d="${glyphs[c]}"/>` : ''))
    .join('');
  return `<g transform="translate(${left.toFixed(1)} ${(at.y - options.size / 2).toFixed(1)}) scale(${scale.toFixed(3)})" fill="none" stroke="${options.colour}" stroke-width="${options.weight ?? 0.75}" stroke-linecap="round" stroke-linejoin="round">${letters}</g>`;
}
