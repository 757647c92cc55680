import { CANVAS } from './drawing.types.ts';

/** The common set: a quiet, very light ground that reads well beside light and dark pages, and room for definitions. */
export function stage(content: string, definitions: string): string {
  const { width, height } = CANVAS;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs>
<radialGradient id="ground" cx="0.5" cy="0.42" r="0.78"><stop offset="0" stop-color="#fbfbfa"/><stop offset="0.55" stop-color="#f4f4f2"/><stop offset="1" stop-color="#e6e6e3"/></radialGradient>
<filter id="shadow-soft" x="-20%" y="-60%" width="140%" height="220%"><feGaussianBlur stdDeviation="16"/></filter>
<filter id="shadow-near" x="-20%" y="-60%" width="140%" height="220%"><feGaussianBlur stdDeviation="5"/></filter>
<filter id="blur-2" x="-10%" y="-10%" width="120%" height="120%"><feGaussianBlur stdDeviation="2.2"/></filter>
<filter id="blur-8" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="8"/></filter>
${definitions}
</defs>
<rect width="${width}" height="${height}" fill="url(#ground)"/>
${content}
</svg>`;
}
