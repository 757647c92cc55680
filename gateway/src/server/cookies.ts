import { createHmac, timingSafeEqual } from 'node:crypto';
import { newId } from '@opticworks/kernel';

/** Reads one cookie out of the header, without building an object for all of them. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  if (!header) return undefined;
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) {
      try {
        return decodeURIComponent(part.slice(equals + 1).trim());
      } catch {
        return undefined;
      }
    }
  }
  return undefined;
}

const GUEST_COOKIE = 'ow_guest';
const GUEST_DAYS = 90;

/** The opaque key of a browser that is not signed in: carts and typed prescriptions hang on it. Made when first needed. */
export class GuestKeys {
  readonly #secret: string;
  readonly #secure: boolean;

  constructor(secret: string, secure: boolean) {
    this.#secret = secret;
    this.#secure = secure;
  }

  read(cookieHeader: string | undefined): string | null {
    const value = cookieValue(cookieHeader, GUEST_COOKIE);
    if (!value) return null;
    const dot = value.lastIndexOf('.');
    if (dot < 1) return null;
    const id = value.slice(0, dot);
    const given = Buffer.from(value.slice(dot + 1));
    const right = Buffer.from(this.#sign(id));
    return given.length === right.length && timingSafeEqual(given, right) ? id : null;
  }

  create(): { id: string; setCookie: string } {
    const id = newId('guest');
    const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${GUEST_DAYS * 86_400}${this.#secure ? '; Secure' : ''}`;
    return { id, setCookie: `${GUEST_COOKIE}=${id}.${this.#sign(id)}; ${attributes}` };
  }

  #sign(id: string): string {
    return createHmac('sha256', this.#secret).update(`guest:${id}`).digest('base64url');
  }
}
