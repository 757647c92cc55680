import { runAlone } from '@opticworks/kernel';
import { createLab } from './index.ts';

await runAlone({ name: 'lab', defaultPort: 4105, create: createLab });
