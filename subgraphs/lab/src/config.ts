import { defineSettings } from '@opticworks/kernel';
import { z } from 'zod';
import { isAllowList } from './equipment/link/device-server.ts';
import { linkProfiles } from './equipment/link/link.profile.ts';

import { INSPECTION_SETTINGS } from './inspection/inspection.config.ts';

const addressList = z
  .union([z.string().transform((text) => text.split(',')), z.array(z.string())])
  .transform((entries) => entries.map((entry) => entry.trim()).filter((entry) => entry !== ''))
  .refine((entries) => isAllowList(entries), 'Give IP addresses or networks such as 192.168.8.0/24');

export const SETTINGS = defineSettings({
  PERSONAL_DATA_KEY: {
    schema: z.base64('Give 32 random bytes in base64'),
    demoDefault: 'b3B0aWN3b3Jrcy1kZW1vLWtleS1ub3QtYS1zZWNyZXQ=',
    secret: true,
    doc: 'Wraps the data key of every person whose lenses are made. Keep it outside the database and its backups.',
  },
  ...INSPECTION_SETTINGS,
  LAB_SHIPPING_DAYS: {
    schema: z.coerce.number().int().min(0).max(30),
    default: 2,
    unit: 'days',
    doc: 'A job is due this long before the date promised to the customer.',
  },
  SHOP_TIME_ZONE: { schema: z.string(), default: 'America/Los_Angeles', doc: 'The zone of the shop’s calendar days.' },
  LAB_UNDO_SECONDS: {
    schema: z.coerce.number().int().min(0).max(3600),
    default: 120,
    unit: 'seconds',
    doc: 'How long whoever made a scan at a station may take it back as a mistake.',
  },
  LAB_TRACE_TOLERANCE_MM: {
    schema: z.coerce.number().min(0.2).max(5),
    default: 1.5,
    unit: 'mm',
    doc: 'A trace whose eye size, lens height or DBL lies further from the ordered frame is refused as another frame.',
  },
  LAB_DEVICE_PORT: {
    schema: z.coerce.number().int().min(1).max(65_535).optional(),
    doc: 'TCP port where tracers and edgers connect; left out, there is no device link.',
  },
  LAB_DEVICE_HOST: {
    schema: z.union([z.ipv4(), z.ipv6()]),
    default: '127.0.0.1',
    doc: 'Address the device link listens on. Machines cannot sign in: give it a network of their own, and LAB_DEVICE_ALLOW.',
  },
  LAB_DEVICE_ALLOW: {
    schema: addressList,
    default: ['127.0.0.1', '::1'],
    doc: 'Addresses and networks that may use the device link, separated by commas: 192.168.7.20, 192.168.8.0/24.',
  },
  LAB_DEVICE_PROFILE: {
    schema: z.enum(Object.keys(linkProfiles) as [string, ...string[]]).optional(),
    doc: 'How machines speak on the device link. Taken from open firmware, not from the standard: choose one after trying it.',
  },
  LAB_DEVICE_CONNECTIONS: {
    schema: z.coerce.number().int().min(1).max(512),
    default: 32,
    doc: 'How many machines may be connected at the same time.',
  },
  LAB_DEVICE_CONFIRM_MS: {
    schema: z.coerce.number().int().min(50).max(60_000),
    default: 6_000,
    unit: 'ms',
    doc: 'How long an answer to a machine waits for its confirmation before it is sent again.',
  },
  LAB_DEVICE_TRIES: {
    schema: z.coerce.number().int().min(1).max(10),
    default: 3,
    doc: 'How often an answer is sent, and how many damaged messages in a row a machine may send.',
  },
  LAB_DEVICE_PACKET_MS: {
    schema: z.coerce.number().int().min(50).max(120_000),
    default: 12_000,
    unit: 'ms',
    doc: 'How long one message of a machine may take from its first to its last byte.',
  },
  LAB_DEVICE_IDLE_MS: {
    schema: z.coerce.number().int().min(1_000).max(86_400_000),
    default: 900_000,
    unit: 'ms',
    doc: 'A silent connection of a machine is closed after this time.',
  },
  OUTSIDE_LAB_API_BASE: {
    schema: z
      .url({ protocol: /^https?$/ })
      .transform((text) => text.replace(/\/$/, ''))
      .optional(),
    doc: 'Where the outside lab takes orders; left out, no job can be sent out.',
  },
  OUTSIDE_LAB_NAME: {
    schema: z.string().min(1).max(60),
    default: 'Outside lab',
    doc: 'What the outside lab is called on screens.',
  },
  OUTSIDE_LAB_API_KEY: {
    schema: z.string().min(8).optional(),
    demoDefault: 'opticworks-twin-outside-lab',
    secret: true,
    doc: 'Key given by the outside lab. Needed with OUTSIDE_LAB_API_BASE.',
  },
  OUTSIDE_LAB_WEBHOOK_SECRET: {
    schema: z.string().min(8).optional(),
    demoDefault: 'opticworks-twin-outside-lab-webhook',
    secret: true,
    doc: 'What the outside lab signs its notices with. Needed with OUTSIDE_LAB_API_BASE.',
  },
});
