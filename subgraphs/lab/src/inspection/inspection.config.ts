import { defineSettings } from '@opticworks/kernel';
import {
  type CheckCode,
  checkLabels,
  toleranceProfiles,
  unverifiedChoices,
  unverifiedProfiles,
  type WaiverPolicy,
  waiverPolicy,
} from '@opticworks/optics';
import { z } from 'zod';

const profileIds = [...Object.keys(toleranceProfiles), ...Object.keys(unverifiedProfiles)] as [string, ...string[]];

/** "a, b" */
const names = (allowed: readonly string[]) =>
  z
    .string()
    .transform((value) => parts(value))
    .refine((list) => list.every((one) => allowed.includes(one)), `Only ${allowed.join(', ')} can be named`)
    .optional();

const parts = (list: string): string[] =>
  list
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

const isCheckCode = (code: string): code is CheckCode => Object.hasOwn(checkLabels, code);

/** "POWER=0.25, HEIGHT=0.5, max=2": shares of the tolerance beyond it, and how many values at most. */
const waiverLimits = z
  .string()
  .transform((value, ctx): WaiverPolicy => {
    const beyond: Partial<Record<CheckCode, number>> = {};
    let { maxItems } = waiverPolicy;
    for (const part of parts(value)) {
      const [, code = '', share = ''] = /^([A-Z_]+|max)=(\d+(?:\.\d+)?)$/.exec(part) ?? [];
      const number = Number(share);
      if (code === 'max' && Number.isInteger(number)) maxItems = number;
      else if (isCheckCode(code) && number <= 1) beyond[code] = number;
      else ctx.addIssue({ code: 'custom', message: 'Write shares from 0 to 1 like POWER=0.25, and max=2' });
    }
    return { beyond, maxItems };
  })
  .optional();

export const INSPECTION_SETTINGS = defineSettings({
  LAB_TOLERANCE_PROFILE: {
    schema: z.enum(profileIds),
    default: 'ansi-z80.1',
    doc: `Which tolerances inspections hold lenses against, until an owner chooses others in the admin: ${profileIds.join(', ')}. An unverified one is refused until LAB_UNVERIFIED_TOLERANCES names it.`,
  },
  LAB_UNVERIFIED_TOLERANCES: {
    schema: names(unverifiedChoices),
    doc: `Tolerances that are unverified and shall decide all the same, separated by commas: ${unverifiedChoices.join(', ')}. Hold them against the standard before.`,
  },
  LAB_CALIBRATION_RULE: {
    schema: z.enum(['refuse', 'warn']),
    default: 'refuse' as const,
    doc: 'What happens when an instrument whose calibration has run out is used for an inspection, until an owner decides in the admin.',
  },
  LAB_WAIVER_LIMITS: {
    schema: waiverLimits,
    doc: 'How far beyond its tolerance a value may lie for a supervisor to let it pass: shares by check and how many values at most, like "POWER=0.25, HEIGHT=0.5, max=2". Checks that are not named are never let pass. A quarter to a half of the tolerance, two values, when absent. Holds until an owner decides in the admin.',
  },
  LAB_IMPACT_TESTS: {
    schema: z.enum(['us', 'none']),
    default: 'us' as const,
    doc: 'Whose rule of impact resistance holds: us lets no glass lens pass without its own drop ball test (21 CFR 801.410).',
  },
});
