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
  z.object({
    jobId: z.string(),
    number: z.string(),
    orderId: z.string(),
    orderLineId: z.string(),
    /** Days from Monday to Friday on which its work stood still because a blank was missing. */
    blankWeekdays: z.number().int().nonnegative().optional(),
  }),
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
        /** Of them: what the pair waits behind the work that is there already. */
        queueWeekdays: z.number().int().nonnegative().optional(),
      }),
    ),
  }),
);
/**
 * Blanks there are none or only one of, whole as of now: a pair that needs more of them leaves so many days later, counted from Monday to
 * Friday. With it how the lab helps itself when a stock lens is out, so that the shop promises what the lab will do.
 */
export const BlankSupplyChanged = defineEvent(
  'lab.BlankSupplyChanged.v1',
  z.object({
    at: isoInstant,
    scarce: z.array(
      z.object({
        sku: z.string(),
        available: z.number().int().nonnegative(),
        coming: z.number().int().nonnegative(),
        weekdays: z.number().int().nonnegative(),
      }),
    ),
    rules: z.array(
      z.object({
        material: z.string(),
        whenShort: z.enum(['WAIT', 'WAIT_IF_ON_ORDER', 'SURFACE']),
        pairAlike: z.boolean(),
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
