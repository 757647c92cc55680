import { connect, type Socket } from 'node:net';
import { ACK, frame, Inflow, NAK } from './wire.ts';

/**
 * What goes wrong with the next message.
 * - `dropMidFrame`: the connection is cut in the middle of the message.
 * - `badCrc`: the message carries a wrong CRC.
 * - `silence`: the answer is never confirmed.
 * - `denyOnce`: the answer is refused once, then confirmed.
 * - `duplicate`: the message is sent twice in a row, as when the confirmation was lost.
 * - `unfinished`: the message never ends.
 */
export type DeviceFault = 'dropMidFrame' | 'badCrc' | 'silence' | 'denyOnce' | 'duplicate' | 'unfinished';

export interface DeviceOptions {
  host: string;
  port: number;
  /** How the machine introduces itself. */
  vendor: string;
  model: string;
  machineId: string;
  operator?: string;
  /** Sends CRC records. */
  crc?: boolean;
  /** Until an answer counts as not coming; 5 s when left out. */
  patienceMs?: number;
}

/** An answer of the lab, by label; the lines as they came are kept beside it. */
export interface DeviceAnswer {
  status: number;
  lines: string[];
  value(label: string): string | undefined;
}

/** Ways an exchange ends without an answer. */
export class DeviceTrouble extends Error {
  constructor(readonly kind: 'denied' | 'closed' | 'no answer') {
    super(`The lab did not answer: ${kind}.`);
    this.name = 'DeviceTrouble';
  }
}

/** The client side of a device link: one machine, one connection, one question at a time. */
export class Device {
  private socket: Socket | null = null;
  private inflow = new Inflow();
  private readonly inbox: (typeof ACK | typeof NAK | string[])[] = [];
  private wake: (() => void) | null = null;
  /** How many answers arrived, repeated ones included. */
  answersSeen = 0;

  constructor(private readonly options: DeviceOptions) {}

  async open(): Promise<void> {
    const socket = connect({ host: this.options.host, port: this.options.port });
    this.socket = socket;
    this.inflow = new Inflow();
    this.inbox.length = 0;
    socket.on('data', (chunk) => {
      for (const item of this.inflow.take(chunk)) {
        if (Array.isArray(item)) this.answersSeen += 1;
        this.inbox.push(item);
      }
      this.wake?.();
    });
    socket.on('error', () => this.wake?.());
    socket.on('close', () => {
      if (this.socket === socket) this.socket = null;
      this.wake?.();
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
  }

  get isOpen(): boolean {
    return this.socket !== null;
  }

  close(): void {
    this.socket?.destroy();
    this.socket = null;
  }

  /** Bytes as they are, for machines that are not well. */
  sendRaw(bytes: Buffer | string): void {
    this.socket?.write(bytes);
  }

  /** Says who it is and which trace formats it has. */
  introduce(formats: readonly string[] = ['1;400;E;B;F']): Promise<DeviceAnswer> {
    const { vendor, model, machineId, operator } = this.options;
    return this.ask([
      'REQ=INI',
      `VEN=${vendor}`,
      `MODEL=${model}`,
      `MID=${machineId}`,
      ...(operator ? [`OPERID=${operator}`] : []),
      ...formats.map((format) => `TRCFMT=${format}`),
    ]);
  }

  /**
   * Sends one message and waits for its answer, which it confirms.
   * @throws DeviceTrouble when the lab denies the message, closes, or stays silent
   */
  async ask(lines: readonly string[], fault?: DeviceFault): Promise<DeviceAnswer> {
    const bytes = frame(lines, fault === 'badCrc' ? 'wrong' : this.options.crc ? 'right' : 'none');
    if (fault === 'dropMidFrame' || fault === 'unfinished') {
      this.sendRaw(bytes.subarray(0, Math.ceil(bytes.length / 2)));
      if (fault === 'dropMidFrame') {
        this.socket?.end();
        throw new DeviceTrouble('closed');
      }
    } else this.sendRaw(bytes);
    if (fault === 'duplicate') this.sendRaw(bytes);
    let isDenied = false;
    for (;;) {
      const item = await this.next();
      if (item === NAK) throw new DeviceTrouble('denied');
      if (item === ACK) continue;
      if (fault === 'silence') continue;
      if (fault === 'denyOnce' && !isDenied) {
        isDenied = true;
        this.sendRaw(Buffer.from([NAK]));
        continue;
      }
      this.sendRaw(Buffer.from([ACK]));
      return answerOf(item);
    }
  }

  private async next(): Promise<typeof ACK | typeof NAK | string[]> {
    const until = performance.now() + (this.options.patienceMs ?? 5_000);
    for (;;) {
      const item = this.inbox.shift();
      if (item !== undefined) return item;
      if (this.socket === null) throw new DeviceTrouble('closed');
      const left = until - performance.now();
      if (left <= 0) throw new DeviceTrouble('no answer');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.wake = null;
    }
  }
}

function answerOf(lines: string[]): DeviceAnswer {
  const value = (label: string) => lines.find((line) => line.startsWith(`${label}=`))?.slice(label.length + 1);
  return { status: Number(value('STATUS') ?? Number.NaN), lines, value };
}
