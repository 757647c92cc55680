import type { MaterialId } from '../lens/materials.ts';

/**
 * When impact resistance is proven (21 CFR 801.410): glass lens by lens, after edging and before mounting; plastic by samples of its
 * batch, whose record the pair then names.
 */
export type ImpactRule = 'each-lens' | 'batch';

export const impactRules: Readonly<Record<MaterialId, ImpactRule>> = {
  crown: 'each-lens',
  cr39: 'batch',
  trivex: 'batch',
  polycarbonate: 'batch',
  'index-156': 'batch',
  'index-160': 'batch',
  'index-167': 'batch',
  'index-174': 'batch',
};
