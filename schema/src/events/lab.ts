import { z } from 'zod';
import { defineEvent } from '../define.ts';
import { isoDate, isoInstant } from '../values.ts';

export const LabJobCreated = defineEvent(
  'lab.LabJobCreated.v1',
  z.object({
    jobId: z.string(),
    number: z.string(),
    orderId: z.string(),
    orderLineId: z.string(),
    dueOn: isoDate.nullable(),
  }),
);
export const LabJobMoved = defineEvent(
  'lab.LabJobMoved.v1',
  z.object({
    jobId: z.string(),
    number: z.string(),
    orderId: z.string(),
    orderLineId: z.string(),
    from: z.string(),
    to: z.string(),
    version: z.number().int(),
  }),
);
/** The finished pair passed its final inspection: it may be packed. */
export const LabJobPassed = defineEvent(
  'lab.LabJobPassed.v1',
  z.object({ jobId: z.string(), number: z.string(), orderId: z.string(), orderLineId: z.string() }),
);
/** How long each route takes as of now, counted from Monday to Friday until the pair leaves the lab. The shop promises from it. */
export const LeadTimesChanged = defineEvent(
  'lab.LeadTimesChanged.v1',
  z.object({
    at: isoInstant,
    leadTimes: z.array(
      z.object({
        route: z.enum(['FINISHED', 'SURFACED', 'SURFACED_COATED', 'FREE_FORM']),
        rush: z.boolean(),
        weekdays: z.number().int().nonnegative(),
      }),
    ),
  }),
);
/** A pair that had passed is made again before it left: it may no longer be packed. */
export const LabPairRecalled = defineEvent(
  'lab.LabPairRecalled.v1',
  z.object({ jobId: z.string(), number: z.string(), orderId: z.string(), orderLineId: z.string() }),
);
/** Something about a job changed that is no move, such as its holds: boards show it. */
export const LabJobChanged = defineEvent(
  'lab.LabJobChanged.v1',
  z.object({
    jobId: z.string(),
    number: z.string(),
    orderId: z.string(),
    orderLineId: z.string(),
    kind: z.string(),
    version: z.number().int(),
  }),
);
