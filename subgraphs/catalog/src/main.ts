import { runAlone } from '@opticworks/kernel';
import { createCatalog } from './index.ts';

await runAlone({ name: 'catalog', defaultPort: 4101, create: createCatalog });
