import { type AddressInfo, BlockList, createServer, isIPv4, isIPv6, type Server, type Socket } from 'node:net';
import { DeviceSession, type SessionHost } from './device-session.ts';
import type { LinkProfile, LinkTimes } from './link.profile.ts';

export interface DeviceServerOptions {
  port: number;
  host: string;
  /** Addresses and networks (`192.168.7.0/24`) that may connect. */
  allow: readonly string[];
  maxConnections: number;
  profile: LinkProfile;
  times: LinkTimes;
  /** What the lab does for one device; asked once for each connection. */
  hostFor(remote: string): SessionHost;
  refused(remote: string): void;
}

/** A few machines at one address is usual (a serial-to-network box); dozens are not. */
const MAX_PER_ADDRESS = 8;
/** How long a stop waits for answers under way. */
const STOP_PATIENCE_MS = 2_000;

/** Listens for devices. They have no way to prove who they are: where they connect from, and how many, is all there is. */
export class DeviceServer {
  private readonly server: Server;
  private readonly sessions = new Map<Socket, DeviceSession>();
  private readonly allowed: BlockList;

  constructor(private readonly options: DeviceServerOptions) {
    this.allowed = allowList(options.allow);
    this.server = createServer((socket) => this.welcome(socket));
    this.server.maxConnections = options.maxConnections;
    this.server.on('drop', (data) => options.refused(data?.remoteAddress ?? 'unknown'));
  }

  /** @throws when the port cannot be had: a lab whose machines cannot reach it should not look healthy */
  async start(): Promise<number> {
    const { port, host } = this.options;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, host }, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    return (this.server.address() as AddressInfo).port;
  }

  get isListening(): boolean {
    return this.server.listening;
  }

  /** Takes nobody new, lets answers under way end, then closes. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    const sessions = [...this.sessions.values()];
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, STOP_PATIENCE_MS);
    });
    await Promise.race([Promise.all(sessions.map((session) => session.done)), patience]);
    clearTimeout(timer);
    for (const session of sessions) session.close();
    await Promise.all(sessions.map((session) => session.done));
    await closed;
  }

  private welcome(socket: Socket): void {
    const remote = plainAddress(socket.remoteAddress ?? '');
    const family = isIPv6(remote) ? 'ipv6' : 'ipv4';
    const fromThere = [...this.sessions.keys()].filter((s) => plainAddress(s.remoteAddress ?? '') === remote).length;
    if (remote === '' || !this.allowed.check(remote, family) || fromThere >= MAX_PER_ADDRESS) {
      this.options.refused(remote);
      socket.destroy();
      return;
    }
    const { profile, times, hostFor } = this.options;
    this.sessions.set(socket, new DeviceSession(socket, profile, times, hostFor(remote)));
    socket.once('close', () => this.sessions.delete(socket));
  }
}

/** IPv4 in its IPv6 clothes is the same machine. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** @throws RangeError for what is no address or network */
export function allowList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : null;
    const bits = prefix === undefined ? null : Number(prefix);
    if (
      family === null ||
      (bits !== null && !(Number.isInteger(bits) && bits >= 8 && bits <= (family === 'ipv4' ? 32 : 128)))
    )
      throw new RangeError(`“${entry}” is no address or network.`);
    if (bits === null) list.addAddress(address, family);
    else list.addSubnet(address, bits, family);
  }
  return list;
}

export function isAllowList(entries: readonly string[]): boolean {
  try {
    allowList(entries);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
