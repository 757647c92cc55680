import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address is one of the public internet. Everything special is refused: loopback, private, link-local, shared
 * (100.64/10), mapped and translated IPv6 forms of those, multicast, reserved.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast';
}
