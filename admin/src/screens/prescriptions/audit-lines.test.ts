import { expect, it } from 'vitest';
import { auditLines } from './audit-lines.ts';

const ari = { kind: 'STAFF', name: 'Ari Novak' } as const;
const shop = { kind: 'SERVICE', name: 'orders' } as const;

it('tells once what one person did several times in a row, with the newest moment', () => {
  const read = { action: 'prescription.read', reason: 'shown in the application', who: ari };

  const lines = auditLines([
    { id: 'd', at: '2026-12-01T10:03:00Z', ...read },
    { id: 'c', at: '2026-12-01T10:02:00Z', ...read },
    { id: 'b', at: '2026-12-01T10:01:00Z', action: 'prescription.read', reason: 'price a cart', who: shop },
    { id: 'a', at: '2026-12-01T10:00:00Z', ...read },
  ]);

  expect(lines).toEqual([
    { key: 'd', at: '2026-12-01T10:03:00Z', what: 'Read: shown in the application (2 times)', who: 'Ari Novak' },
    { key: 'b', at: '2026-12-01T10:01:00Z', what: 'Read: price a cart', who: 'The shop, for an order' },
    { key: 'a', at: '2026-12-01T10:00:00Z', what: 'Read: shown in the application', who: 'Ari Novak' },
  ]);
});
