import { effectiveDiameter, outlineSvgPath, syntheticOutline } from '@opticworks/optics';
import { CANVAS, type FrameDrawing, type SensorDrawing } from './drawing.types.ts';
import { stage } from './stage.ts';
import { figures } from './stroke-font.ts';

const INK = '#2c3338';
const LINE = '#0f766e';
const PALE = '#94a3a8';

const millimetres = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(1));

/** A dimension line with end ticks and its number in a gap. */
function dimension(from: { x: number; y: number }, to: { x: number; y: number }, text: string): string {
  const vertical = Math.abs(from.x - to.x) < 1;
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const tick = (p: { x: number; y: number }) =>
    vertical ? `M${p.x - 9} ${p.y}H${p.x + 9}` : `M${p.x} ${p.y - 9}V${p.y + 9}`;
  const gap = text.length * 13 + 12;
  const line = vertical
    ? `M${from.x} ${from.y}V${middle.y - 24}M${from.x} ${middle.y + 24}V${to.y}`
    : `M${from.x} ${from.y}H${middle.x - gap}M${middle.x + gap} ${from.y}H${to.x}`;
  return `<path d="${line}${tick(from)}${tick(to)}" stroke="${LINE}" stroke-width="2" fill="none"/>${figures(text, middle, { size: 26, colour: LINE })}`;
}

/** The frame as an engineer would draw it: boxed lenses to scale, A, B, DBL, overall width, temple, and the stamp 52□18-140. */
export function drawFrameDimensions(d: FrameDrawing): string {
  const scale = 7.4;
  const mid = { x: CANVAS.width / 2, y: 400 };
  const offset = ((d.eyeSizeMm + d.dblMm) / 2) * scale;
  const shape = syntheticOutline(d.outline, d.eyeSizeMm, d.lensHeightMm);
  const path = outlineSvgPath(shape);
  const [a, b, half] = [d.eyeSizeMm * scale, d.lensHeightMm * scale, (d.frameWidthMm / 2) * scale];
  const top = mid.y - b / 2;
  const bottom = mid.y + b / 2;
  const [leftOuter, leftInner] = [mid.x - offset - a / 2, mid.x - offset + a / 2];
  const lens = (mirror: 1 | -1) => {
    const at = mid.x - mirror * offset;
    return `<g transform="translate(${at} ${mid.y}) scale(${mirror * scale} ${scale})"><path d="${path}" fill="#ffffff" fill-opacity="0.7" stroke="${INK}" stroke-width="${3.4 / scale}"/></g><rect x="${at - a / 2}" y="${top}" width="${a}" height="${b}" fill="none" stroke="${PALE}" stroke-width="1.4" stroke-dasharray="7 6"/><path d="M${at - 12} ${mid.y}H${at + 12}M${at} ${mid.y - 12}V${mid.y + 12}" stroke="${PALE}" stroke-width="1.6"/>`;
  };
  const hingeY = mid.y - d.lensHeightMm * 0.22 * scale;
  const bridge = `<path d="M${leftInner} ${mid.y - b * 0.12}Q${mid.x} ${mid.y - b * 0.36} ${2 * mid.x - leftInner} ${mid.y - b * 0.12}" fill="none" stroke="${INK}" stroke-width="3.4"/>`;
  const ends = [-1, 1]
    .map(
      (s) =>
        `<path d="M${mid.x + s * (offset + a / 2 - 6)} ${hingeY}L${mid.x + s * half} ${hingeY - 6}" stroke="${INK}" stroke-width="3.4" fill="none"/>`,
    )
    .join('');
  const extension = `M${mid.x - half} ${hingeY}V180M${mid.x + half} ${hingeY}V180M${leftOuter} ${bottom}V${bottom + 78}M${leftInner} ${bottom}V${bottom + 78}M${2 * mid.x - leftInner} ${bottom}V${bottom + 78}M${2 * mid.x - leftOuter} ${top}H${2 * mid.x - leftOuter + 110}M${2 * mid.x - leftOuter} ${bottom}H${2 * mid.x - leftOuter + 110}`;
  const templeFrom = mid.x - (d.templeMm * scale) / 2;
  const templeTo = mid.x + (d.templeMm * scale) / 2;
  const templeY = 800;
  const temple = `<path d="M${templeFrom} ${templeY - 16}H${templeTo - d.templeMm * scale * 0.28}C${templeTo - d.templeMm * scale * 0.16} ${templeY - 16} ${templeTo - 50} ${templeY + 30} ${templeTo} ${templeY + 92}C${templeTo - 8} ${templeY + 106} ${templeTo - 26} ${templeY + 106} ${templeTo - 34} ${templeY + 92}C${templeTo - 90} ${templeY + 34} ${templeTo - d.templeMm * scale * 0.2} ${templeY + 10} ${templeTo - d.templeMm * scale * 0.3} ${templeY + 8}L${templeFrom} ${templeY + 18}Z" fill="#ffffff" fill-opacity="0.7" stroke="${INK}" stroke-width="3"/>`;
  const stamp = `${millimetres(d.eyeSizeMm)}□${millimetres(d.dblMm)}-${millimetres(d.templeMm)}`;
  return stage(
    [
      lens(1),
      lens(-1),
      bridge,
      ends,
      temple,
      `<path d="${extension}" stroke="${PALE}" stroke-width="1.3" fill="none"/>`,
      dimension({ x: mid.x - half, y: 190 }, { x: mid.x + half, y: 190 }, millimetres(d.frameWidthMm)),
      dimension({ x: leftOuter, y: bottom + 66 }, { x: leftInner, y: bottom + 66 }, millimetres(d.eyeSizeMm)),
      dimension({ x: leftInner, y: bottom + 66 }, { x: 2 * mid.x - leftInner, y: bottom + 66 }, millimetres(d.dblMm)),
      dimension(
        { x: 2 * mid.x - leftOuter + 96, y: top },
        { x: 2 * mid.x - leftOuter + 96, y: bottom },
        millimetres(d.lensHeightMm),
      ),
      dimension({ x: templeFrom, y: templeY + 150 }, { x: templeTo, y: templeY + 150 }, millimetres(d.templeMm)),
      figures(stamp, { x: mid.x, y: 96 }, { size: 44, colour: INK }),
      figures(
        `Ø ${millimetres(effectiveDiameter(shape))} mm`,
        { x: mid.x - offset, y: mid.y + 46 },
        { size: 19, colour: PALE },
      ),
    ].join('\n'),
    '',
  );
}

/** Front and side of a device with its three measures. */
export function drawSensorDimensions(d: SensorDrawing): string {
  const scale = Math.min(9, 560 / Math.max(d.widthMm, d.heightMm));
  const [w, h, depth] = [d.widthMm * scale, d.heightMm * scale, d.depthMm * scale];
  const front = { x: 500, y: 520 };
  const side = { x: 1180, y: 520 };
  const radius = d.form === 'puck' ? w / 2 : Math.min(w, h) * 0.16;
  return stage(
    `<rect x="${front.x - w / 2}" y="${front.y - h / 2}" width="${w}" height="${h}" rx="${radius}" fill="#fff" fill-opacity="0.7" stroke="${INK}" stroke-width="3"/>
<rect x="${side.x - depth / 2}" y="${side.y - h / 2}" width="${depth}" height="${h}" rx="${Math.min(depth, h) * 0.2}" fill="#fff" fill-opacity="0.7" stroke="${INK}" stroke-width="3"/>
${dimension({ x: front.x - w / 2, y: front.y + h / 2 + 70 }, { x: front.x + w / 2, y: front.y + h / 2 + 70 }, millimetres(d.widthMm))}
${dimension({ x: front.x + w / 2 + 80, y: front.y - h / 2 }, { x: front.x + w / 2 + 80, y: front.y + h / 2 }, millimetres(d.heightMm))}
${dimension({ x: side.x - Math.max(depth, 120) / 2, y: side.y + h / 2 + 70 }, { x: side.x + Math.max(depth, 120) / 2, y: side.y + h / 2 + 70 }, millimetres(d.depthMm))}`,
    '',
  );
}
