import { type EyeRx, type MaterialId, materialIds, type Pd, reasonsAgainst } from '@opticworks/optics';
import { frameGeometry } from '../lenses/frame-geometry.ts';
import type { LensCatalogue } from '../lenses/lens-catalogue.ts';
import type { SizedFrame } from './search-memory.ts';

/**
 * Variants in which a prescription can be made in at least one offered material. The most
 * likely material is tried first, so most frames need one try.
 */
export function fittingVariants(
  frames: readonly SizedFrame[],
  rx: { od: EyeRx; os: EyeRx },
  pd: Pd | null,
  lenses: LensCatalogue,
): string[] {
  const offered = new Set(lenses.materials.map((m) => m.rules_code));
  // 1.60 and 1.67 come in the widest range of powers and blanks; the others are tried after them.
  const rank = (id: MaterialId) => (id === 'index-160' ? 0 : id === 'index-167' ? 1 : id === 'polycarbonate' ? 2 : 3);
  const tried = materialIds.filter((id) => offered.has(id)).sort((a, b) => rank(a) - rank(b));
  return frames.flatMap((frame) => {
    const geometry = frameGeometry(frame);
    const fits = tried.some(
      (material) => reasonsAgainst({ rx, pd, frame: geometry, material, rules: lenses.rules }).length === 0,
    );
    return fits ? frame.variants : [];
  });
}
