import type { SeedContext } from '@opticworks/kernel';
import type { Services } from '../services.ts';
export async function seedOrders(_services: Services, _context: SeedContext): Promise<void> {}
