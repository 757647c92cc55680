import { createHash } from 'node:crypto';
import { drawAccessory } from './accessory-drawing.ts';
import { drawContactLens } from './contact-lens-drawing.ts';
import { drawFrameDimensions, drawSensorDimensions } from './dimensions-drawing.ts';
import type { Drawing } from './drawing.types.ts';
import { drawFrame } from './frame-drawing.ts';
import { drawSensor } from './sensor-drawing.ts';

/** Goes into every hash: raise it when a drawing changes, so that cached renditions are made anew under new names. */
const DRAWING_VERSION = 1;

/** A drawing as SVG on the common canvas. */
export function draw(drawing: Drawing): string {
  switch (drawing.kind) {
    case 'frame':
      return drawing.view === 'DIMENSIONS' ? drawFrameDimensions(drawing) : drawFrame(drawing, drawing.view);
    case 'sensor':
      return drawing.view === 'DIMENSIONS' ? drawSensorDimensions(drawing) : drawSensor(drawing);
    case 'contact-lens':
      return drawContactLens(drawing);
    case 'accessory':
      return drawAccessory(drawing);
  }
}

/** The public name of a picture: equal drawings share one, and a changed drawing gets another. */
export const drawingHash = (drawing: Drawing): string =>
  createHash('sha256')
    .update(`${DRAWING_VERSION}\n${JSON.stringify(drawing)}`)
    .digest('hex')
    .slice(0, 24);
