import { expect, it } from 'vitest';
import { shortlist } from './rate-shortlist.ts';

const offer = (id: string, amount: string, arrivesOn: string | null, deliveryDays: number | null = null) => ({
  id,
  carrier: id.split(' ')[0]!,
  arrivesOn,
  deliveryDays,
  amount: { amount },
});
const offers = [
  offer('USPS ground', '4.51', '2026-12-17'),
  offer('USPS priority', '8.32', '2026-12-16'),
  offer('UPS ground', '13.31', '2026-12-16'),
  offer('FedEx ground', '13.72', '2026-12-16'),
  offer('UPS three days', '21.47', '2026-12-18'),
  offer('UPS overnight', '46.72', '2026-12-15'),
  offer('FedEx overnight', '109.07', '2026-12-15'),
];
const ids = (of: readonly { id: string }[]) => of.map(({ id }) => id);

it('shows the cheapest of each carrier and the cheapest of the fastest', () => {
  expect(ids(shortlist(offers, 'USPS ground'))).toEqual(['USPS ground', 'UPS ground', 'FedEx ground', 'UPS overnight']);
});

it('never hides what is chosen', () => {
  expect(ids(shortlist(offers, 'UPS three days'))).toContain('UPS three days');
});

it('goes by the days of travel where no day can be promised yet', () => {
  const later = [offer('A slow', '1.00', null, 5), offer('A fast', '10.00', null, 1), offer('A none', '2.00', null)];

  expect(ids(shortlist(later, null))).toEqual(['A slow', 'A fast']);
});

it('compares amounts as numbers, and has nothing to show of nothing', () => {
  expect(ids(shortlist([offer('A x', '10.00', '2026-12-17'), offer('A y', '9.00', '2026-12-17')], null))).toEqual([
    'A y',
  ]);
  expect(shortlist([], null)).toEqual([]);
});
