import { type DesignId, designs, type HeightDesign } from '@opticworks/optics';
import type { LensChoiceValue } from '@opticworks/schema';

/** To which point a height is measured is what makes a design the design it is: no rule of a house changes it. */
export const heightDesignOf = ({ designCode }: LensChoiceValue): HeightDesign => designs[designCode as DesignId] ?? {};
