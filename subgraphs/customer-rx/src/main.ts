import { runAlone } from '@opticworks/kernel';
import { createCustomerRx } from './index.ts';

await runAlone({ name: 'customer-rx', defaultPort: 4102, create: createCustomerRx });
