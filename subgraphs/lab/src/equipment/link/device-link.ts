import type { Logger } from '@opticworks/kernel';
import type { LabParts } from '../../parts.ts';
import { DeviceDesk } from './answer-device.ts';
import { DeviceServer } from './device-server.ts';
import { type LinkProfile, type LinkTimes, linkProfiles } from './link.profile.ts';

export interface DeviceLinkSettings {
  LAB_DEVICE_PORT?: number | undefined;
  LAB_DEVICE_HOST: string;
  LAB_DEVICE_ALLOW: string[];
  LAB_DEVICE_PROFILE?: string | undefined;
  LAB_DEVICE_CONNECTIONS: number;
  LAB_DEVICE_CONFIRM_MS: number;
  LAB_DEVICE_TRIES: number;
  LAB_DEVICE_PACKET_MS: number;
  LAB_DEVICE_IDLE_MS: number;
}

/**
 * The link for machines, where it is switched on: it needs a port and a profile, because the profiles are not verified against the
 * standard and somebody has to answer for one.
 * @returns null while `LAB_DEVICE_PORT` is not set
 */
export function deviceLink(parts: LabParts, settings: DeviceLinkSettings, log: Logger): DeviceServer | null {
  if (settings.LAB_DEVICE_PORT === undefined) return null;
  const profile = profileNamed(settings.LAB_DEVICE_PROFILE);
  const times: LinkTimes = {
    confirmMs: settings.LAB_DEVICE_CONFIRM_MS,
    tries: settings.LAB_DEVICE_TRIES,
    packetMs: settings.LAB_DEVICE_PACKET_MS,
    idleMs: settings.LAB_DEVICE_IDLE_MS,
  };
  return new DeviceServer({
    port: settings.LAB_DEVICE_PORT,
    host: settings.LAB_DEVICE_HOST,
    allow: settings.LAB_DEVICE_ALLOW,
    maxConnections: settings.LAB_DEVICE_CONNECTIONS,
    profile,
    times,
    hostFor: (remote) => new DeviceDesk(parts, log, profile, remote),
    refused: (remote) => log.warn({ remote }, 'A connection to the device link was refused.'),
  });
}

function profileNamed(name: string | undefined): LinkProfile {
  const profile = name === undefined ? undefined : linkProfiles[name];
  if (profile) return profile;
  const names = Object.keys(linkProfiles).join(', ');
  throw new Error(
    `LAB_DEVICE_PORT is set and LAB_DEVICE_PROFILE is not: choose ${names} after trying it with the machines.`,
  );
}
