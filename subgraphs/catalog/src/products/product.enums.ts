import { registerEnumType } from 'type-graphql';

export enum ProductKind {
  FRAME = 'FRAME',
  LENS = 'LENS',
  CONTACT_LENS = 'CONTACT_LENS',
  ACCESSORY = 'ACCESSORY',
  SENSOR = 'SENSOR',
  BUNDLE = 'BUNDLE',
}
export enum RimTypeName {
  FULL = 'FULL',
  HALF = 'HALF',
  RIMLESS = 'RIMLESS',
  WRAP = 'WRAP',
}
export enum FrameMaterial {
  ACETATE = 'ACETATE',
  METAL = 'METAL',
  TITANIUM = 'TITANIUM',
  COMBINATION = 'COMBINATION',
  NYLON = 'NYLON',
}
export enum FrameShapeName {
  ROUND = 'ROUND',
  PANTO = 'PANTO',
  OVAL = 'OVAL',
  SQUARE = 'SQUARE',
  RECTANGLE = 'RECTANGLE',
  AVIATOR = 'AVIATOR',
  CAT_EYE = 'CAT_EYE',
  GEOMETRIC = 'GEOMETRIC',
  BROWLINE = 'BROWLINE',
  TRAPEZOID = 'TRAPEZOID',
  NAVIGATOR = 'NAVIGATOR',
}
export enum AudienceName {
  UNISEX = 'UNISEX',
  WOMEN = 'WOMEN',
  MEN = 'MEN',
  KIDS = 'KIDS',
}
export enum MediaView {
  FRONT = 'FRONT',
  ANGLE = 'ANGLE',
  SIDE = 'SIDE',
  DETAIL = 'DETAIL',
  DIMENSIONS = 'DIMENSIONS',
}

registerEnumType(ProductKind, { name: 'ProductKind' });
registerEnumType(RimTypeName, { name: 'RimType' });
registerEnumType(FrameMaterial, { name: 'FrameMaterial' });
registerEnumType(FrameShapeName, { name: 'FrameShapeName' });
registerEnumType(AudienceName, { name: 'AudienceName' });
registerEnumType(MediaView, { name: 'MediaView' });

/** Enums the partner contract reaches. */
export const partnerEnums = [
  'ProductKind',
  'RimType',
  'FrameMaterial',
  'FrameShapeName',
  'AudienceName',
  'MediaView',
] as const;
