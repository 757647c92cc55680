import type { OutlineName } from '@opticworks/optics';

export type Pattern = 'solid' | 'tortoise' | 'horn' | 'marble' | 'fade' | 'crystal';

/** How a colourway looks: what the drawing needs, in sRGB hex. */
export interface Look {
  pattern: Pattern;
  finish: 'gloss' | 'matte' | 'brushed';
  /** Main colour, then accents: the spots of a tortoise, the lower colour of a fade. */
  colours: string[];
  /** Colour of metal parts: hinges, wire, bridge. */
  metal: string;
  /** Demo lens of optical frames, tint of sun frames. */
  lens: { top: string; bottom: string; opacity: number; mirror?: string };
}

export interface FrameDrawing {
  kind: 'frame';
  view: 'FRONT' | 'ANGLE' | 'SIDE' | 'DIMENSIONS';
  outline: OutlineName;
  rim: 'FULL' | 'HALF' | 'RIMLESS' | 'WRAP';
  build: 'acetate' | 'metal' | 'combination';
  /** Rim width in the front view, millimetres, of the thin and the thick place. */
  rimMm: [number, number];
  bridge: 'saddle' | 'keyhole' | 'bar' | 'double';
  eyeSizeMm: number;
  lensHeightMm: number;
  dblMm: number;
  templeMm: number;
  frameWidthMm: number;
  look: Look;
}

export interface SensorDrawing {
  kind: 'sensor';
  form: 'puck' | 'wedge' | 'cube' | 'bar';
  part: 'sensor' | 'power' | 'mount' | 'cable' | 'kit';
  mount: 'ceiling' | 'wall' | 'desk';
  shell: string;
  accent: string;
  view: 'FRONT' | 'ANGLE' | 'DETAIL' | 'DIMENSIONS';
  widthMm: number;
  heightMm: number;
  depthMm: number;
}

export interface ContactLensDrawing {
  kind: 'contact-lens';
  view: 'FRONT' | 'DETAIL';
  /** Two brand colours of the box. */
  colours: [string, string];
  modality: 'daily' | 'two-weekly' | 'monthly';
  packSize: number;
  motif: 'sphere' | 'toric' | 'multifocal';
}

export interface AccessoryDrawing {
  kind: 'accessory';
  form: 'case' | 'soft-case' | 'cloth' | 'spray' | 'chain' | 'kit' | 'stand' | 'wipes';
  colours: [string, string];
  view: 'FRONT' | 'DETAIL';
}

export type Drawing = FrameDrawing | SensorDrawing | ContactLensDrawing | AccessoryDrawing;

/** Every drawing is made on this canvas; renditions are scaled from it. */
export const CANVAS = { width: 1600, height: 1067 } as const;
