import { describe, expect, it } from 'vitest';
import { signLink, verifyLink } from './signed-link.ts';

const secret = 'a secret only for this test';
const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-02T12:00:00Z');

describe('signed links', () => {
  it('open their subject until they expire', () => {
    const token = signLink(secret, { subject: 'order_1', expiresAt: later });

    expect(verifyLink(secret, token, now)).toEqual({ subject: 'order_1' });
    expect(verifyLink(secret, token, later)).toBeNull();
  });

  it('open nothing when forged, cut or signed with another secret', () => {
    const token = signLink(secret, { subject: 'order_1', expiresAt: later });

    expect(verifyLink(secret, token.replace('order_1', 'order_2'), now)).toBeNull();
    expect(verifyLink(secret, token.slice(0, -1), now)).toBeNull();
    expect(verifyLink('another secret', token, now)).toBeNull();
    expect(verifyLink(secret, 'nonsense', now)).toBeNull();
  });
});
