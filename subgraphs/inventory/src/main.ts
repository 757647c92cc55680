import { runAlone } from '@opticworks/kernel';
import { createInventory } from './index.ts';

await runAlone({ name: 'inventory', defaultPort: 4103, create: createInventory });
