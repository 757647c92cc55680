import type { LensChoiceValue } from '@opticworks/schema';

/** What the bench calls a lens: its names in the language of the house, whatever language it was ordered in. */
export function benchNames(lens: LensChoiceValue): { design: string; material: string; treatments: string[] } {
  return lens.houseNames ?? { design: lens.designName, material: lens.materialName, treatments: lens.treatmentNames };
}
