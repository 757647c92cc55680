import { runAlone } from '@opticworks/kernel';
import { createProcurement } from './index.ts';

await runAlone({ name: 'procurement', defaultPort: 4106, create: (deps) => createProcurement(deps) });
