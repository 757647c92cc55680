import { runAlone } from '@opticworks/kernel';
import { createOrders } from './index.ts';

await runAlone({ name: 'orders', defaultPort: 4104, create: createOrders });
