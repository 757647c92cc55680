import { defineJob } from '@opticworks/kernel';
import { z } from 'zod';

/** Beside this a change of the shelf asks for it; the days until a delivery pass without anybody doing anything. */
export const PublishBlankSupply = defineJob('lab.publish-blank-supply', z.object({}), {
  cron: '*/10 * * * *',
  retryLimit: 0,
  expireInSeconds: 60,
});

/** Two lenses of a pair may need the same blank: one left is too few for them. */
export const BLANKS_OF_A_PAIR = 2;
