import type { Socket } from 'node:net';
import type { LinkProfile, LinkTimes } from './link.profile.ts';
import { encodeMessage, type LinkEvent, MessageReader } from './message-codec.ts';

/** What the lab does with a message, and how it ended on the wire. */
export interface SessionHost {
  /** Never throws: an answer for whatever came. */
  answer(body: Buffer): Promise<Answered>;
  damaged(reason: string): void;
}

export interface Answered {
  text: string;
  /** Told once the answer is confirmed, or was sent in vain. */
  settled(isConfirmed: boolean, bytesOut: number): Promise<void>;
}

/** Messages that may wait while one is being answered. A device asks one thing at a time; more is no device. */
const MAX_WAITING = 4;

/**
 * One connected device.
 *
 * A message is confirmed as soon as it is whole, then answered; the answer waits for its own confirmation and is sent again until it has
 * one. A device that sends its message again while its answer is under way missed our confirmation: it is confirmed again and not answered
 * twice. Another message instead of a confirmation means that the device went on.
 *
 * Every wait ends by itself: a message that does not end, an answer nobody confirms, a silent or noisy connection.
 */
export class DeviceSession {
  private readonly reader: MessageReader;
  private readonly waiting: Buffer[] = [];
  private underWay: Buffer | null = null;
  private confirmation: ((verdict: 'confirmed' | 'denied' | 'moved on') => void) | null = null;
  private resumed: (() => void) | null = null;
  private isPaused = false;
  private packetTimer: NodeJS.Timeout | undefined;
  private damagedInARow = 0;
  private isClosed = false;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: Socket,
    private readonly profile: LinkProfile,
    private readonly times: LinkTimes,
    private readonly host: SessionHost,
  ) {
    this.reader = new MessageReader(profile);
    socket.setNoDelay(true);
    socket.setTimeout(times.idleMs, () => this.close());
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', () => this.close());
    socket.on('close', () => this.close());
  }

  /** Ends when everything that was begun is done and recorded. */
  get done(): Promise<void> {
    return this.working;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    clearTimeout(this.packetTimer);
    this.confirmation?.('denied');
    this.resumed?.();
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    for (const event of this.reader.push(chunk)) {
      if (this.isClosed) return;
      this.handle(event);
    }
    if (this.reader.isOpen) this.packetTimer ??= setTimeout(() => this.giveUpMessage(), this.times.packetMs);
    else this.endPacket();
  }

  private handle(event: LinkEvent): void {
    switch (event.kind) {
      case 'confirm':
        this.confirmation?.('confirmed');
        return;
      case 'deny':
        this.confirmation?.('denied');
        return;
      case 'pause':
        this.isPaused = true;
        return;
      case 'resume':
        this.isPaused = false;
        this.resumed?.();
        return;
      case 'damaged':
        this.endPacket();
        this.refuseDamaged(event.reason);
        return;
      default:
        this.endPacket();
        this.accept(event.body);
    }
  }

  private endPacket(): void {
    clearTimeout(this.packetTimer);
    this.packetTimer = undefined;
  }

  private giveUpMessage(): void {
    this.packetTimer = undefined;
    this.reader.reset();
    this.refuseDamaged('a message that did not end');
  }

  private refuseDamaged(reason: string): void {
    this.damagedInARow += 1;
    this.host.damaged(reason);
    this.send(Buffer.from([this.profile.deny]));
    if (this.damagedInARow >= this.times.tries) this.socket.end(() => this.close());
  }

  private accept(body: Buffer): void {
    this.damagedInARow = 0;
    this.send(Buffer.from([this.profile.confirm]));
    if (this.underWay?.equals(body)) return;
    if (this.waiting.length >= MAX_WAITING) {
      this.host.damaged('more messages at once than a device sends');
      this.close();
      return;
    }
    this.confirmation?.('moved on');
    this.waiting.push(body);
    if (this.waiting.length === 1 && this.underWay === null) this.working = this.work();
  }

  private async work(): Promise<void> {
    for (;;) {
      const body = this.waiting.shift();
      if (!body || this.isClosed) return;
      this.underWay = body;
      try {
        const answered = await this.host.answer(body);
        const frame = encodeMessage(answered.text, this.profile);
        const isConfirmed = await this.deliver(frame);
        await answered.settled(isConfirmed, frame.length);
        if (!isConfirmed) this.close();
      } finally {
        this.underWay = null;
      }
    }
  }

  /** Sends an answer until it is confirmed. */
  private async deliver(frame: Buffer): Promise<boolean> {
    for (let attempt = 1; attempt <= this.times.tries && !this.isClosed; attempt++) {
      if (!(await this.mayResume())) return false;
      const verdict = this.nextConfirmation();
      this.send(frame);
      switch (await verdict) {
        case 'confirmed':
        case 'moved on':
          return true;
        default:
      }
    }
    return false;
  }

  private nextConfirmation(): Promise<'confirmed' | 'denied' | 'moved on' | 'silence'> {
    return new Promise((resolve) => {
      const settle = (verdict: 'confirmed' | 'denied' | 'moved on' | 'silence') => {
        clearTimeout(timer);
        this.confirmation = null;
        resolve(verdict);
      };
      const timer = setTimeout(() => settle('silence'), this.times.confirmMs);
      this.confirmation = settle;
      if (this.isClosed) settle('denied');
    });
  }

  /** Waits while the device asked for a pause. @returns false when it never resumes */
  private mayResume(): Promise<boolean> {
    if (!this.isPaused) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (isResumed: boolean) => {
        clearTimeout(timer);
        this.resumed = null;
        resolve(isResumed);
      };
      const timer = setTimeout(() => settle(false), this.times.packetMs);
      this.resumed = () => settle(!this.isClosed);
    });
  }

  private send(bytes: Buffer): void {
    if (!this.isClosed && this.socket.writable) this.socket.write(bytes);
  }
}
