import { darken, lighten, luminance } from './colour.ts';
import { CANVAS, type Look } from './drawing.types.ts';

/**
 * The body of a frame as two SVG parts: definitions, and a rectangle of the material that covers the canvas and is clipped to a shape.
 * Tortoise, horn and marble come from turbulence, so that no two places repeat; the seed keeps a colourway the same in every view.
 */
export function materialDefinitions(look: Look): string {
  const [main = '#222222', second = darken(main, 0.4), third = darken(second, 0.4)] = look.colours;
  const seed = [...main].reduce((sum, c) => sum + c.charCodeAt(0), 7);
  return [
    `<linearGradient id="fade" x1="0" y1="0.25" x2="0" y2="0.75"><stop offset="0.1" stop-color="${main}"/><stop offset="0.85" stop-color="${second}"/></linearGradient>`,
    `<linearGradient id="amber" x1="0" y1="0.2" x2="1" y2="0.8"><stop offset="0" stop-color="${main}"/><stop offset="0.5" stop-color="${lighten(main, 0.14)}"/><stop offset="1" stop-color="${darken(main, 0.12)}"/></linearGradient>`,
    spots('spots', '0.0075 0.0115', seed, second, 7, -3.3),
    spots('spots-deep', '0.011 0.016', seed + 5, third, 9, -4.9),
    spots('grain', '0.0035 0.045', seed, second, 5, -2.2),
    spots('veins', '0.008 0.014', seed + 11, second, 7, -3.6),
    lighting(look),
    metalGradient(look.metal),
  ].join('\n');
}

function spots(id: string, frequency: string, seed: number, colour: string, gain: number, offset: number): string {
  return `<filter id="${id}" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB"><feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="2" seed="${seed}"/><feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 ${gain} 0 0 0 ${offset}" result="a"/><feFlood flood-color="${colour}"/><feComposite operator="in" in2="a"/></filter>`;
}

/** Light from the upper left over a softened edge: the bevel of polished acetate, flatter when matte. */
function lighting(look: Look): string {
  const gloss = look.finish === 'matte' ? 0.22 : 0.85;
  const exponent = look.finish === 'matte' ? 7 : 26;
  return `<filter id="bevel" x="-5%" y="-5%" width="110%" height="110%" color-interpolation-filters="sRGB"><feGaussianBlur in="SourceAlpha" stdDeviation="5.5" result="soft"/>
<feDiffuseLighting in="soft" surfaceScale="6" diffuseConstant="1.05" lighting-color="#ffffff" result="diffuse"><feDistantLight azimuth="255" elevation="58"/></feDiffuseLighting>
<feComposite in="SourceGraphic" in2="diffuse" operator="arithmetic" k1="0.72" k2="0.34" k3="0" k4="0" result="shaded"/>
<feSpecularLighting in="soft" surfaceScale="6" specularConstant="${gloss}" specularExponent="${exponent}" lighting-color="#ffffff" result="spec"><feDistantLight azimuth="250" elevation="52"/></feSpecularLighting>
<feComposite in="spec" in2="SourceAlpha" operator="in" result="shine"/>
<feComposite in="shaded" in2="SourceAlpha" operator="in" result="body"/>
<feMerge><feMergeNode in="body"/><feMergeNode in="shine"/></feMerge></filter>`;
}

function metalGradient(metal: string): string {
  const stops: [number, string][] = [
    [0, lighten(metal, 0.35)],
    [0.18, darken(metal, 0.18)],
    [0.32, lighten(metal, 0.62)],
    [0.46, metal],
    [0.62, darken(metal, 0.42)],
    [0.8, lighten(metal, 0.28)],
    [1, darken(metal, 0.3)],
  ];
  const list = stops.map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`).join('');
  return `<linearGradient id="metal" gradientUnits="userSpaceOnUse" x1="0" y1="330" x2="120" y2="760">${list}</linearGradient><linearGradient id="metal-cross" x1="0" y1="0" x2="0" y2="1">${list}</linearGradient>`;
}

/** The material painted into a clip, darker by `shade` for sides that face away. */
export function materialFill(look: Look, by: 'mask' | 'clip-path', id: string, shade = 0): string {
  const { width, height } = CANVAS;
  const [main = '#222222'] = look.colours;
  const area = `x="0" y="0" width="${width}" height="${height}"`;
  const layers: Record<Look['pattern'], string> = {
    solid: `<rect ${area} fill="${main}"/>`,
    tortoise: `<rect ${area} fill="url(#amber)"/><rect ${area} filter="url(#spots)"/><rect ${area} filter="url(#spots-deep)" opacity="0.85"/>`,
    horn: `<rect ${area} fill="url(#amber)"/><rect ${area} filter="url(#grain)" opacity="0.8"/>`,
    marble: `<rect ${area} fill="${main}"/><rect ${area} filter="url(#veins)" opacity="0.75"/>`,
    fade: `<rect ${area} fill="url(#fade)"/>`,
    crystal: `<rect ${area} fill="${main}" opacity="${luminance(main) > 0.8 ? 0.42 : 0.6}"/>`,
  };
  const dark = shade > 0 ? `<rect ${area} fill="#08080c" opacity="${shade}"/>` : '';
  return `<g ${by}="url(#${id})">${layers[look.pattern]}${dark}</g>`;
}
