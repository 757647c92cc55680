import { describe, expect, it } from 'vitest';
import { shareOfPieces, withoutPieces } from './line-cancellation.rules.ts';
import { ORDER_STATUSES, type OrderStatus } from './order.state.ts';
import { OrderLineRow } from './order-line.entity.ts';
import { type LineCancelling, lineCancelling, stagesOf } from './order-line.state.ts';
import { SalesOrder } from './sales-order.entity.ts';

const usd = (minor: number) => ({ amountMinor: String(minor), currency: 'USD' });

const aLine = (about: Partial<OrderLineRow> = {}): OrderLineRow =>
  Object.assign(new OrderLineRow(), {
    quantity: 3,
    unitPriceMinor: 1_000n,
    discountMinor: 100n,
    taxMinor: 211n,
    totalMinor: 2_900n,
    discounts: [{ code: 'TEN', label: 'Ten', amount: usd(100) }],
    labStages: {},
    ...about,
  });

const anOrder = (): SalesOrder =>
  Object.assign(new SalesOrder(), {
    subtotalMinor: 5_000n,
    discountMinor: 150n,
    shippingMinor: 700n,
    taxMinor: 400n,
    totalMinor: 5_950n,
    taxLines: [
      { label: 'State', ratePercent: '6', amount: usd(300) },
      { label: 'City', ratePercent: '2', amount: usd(100) },
    ],
    coupons: [{ code: 'TEN', label: 'Ten', amount: usd(150) }],
  });

describe('the share of pieces', () => {
  it('is their price less discount plus tax, to the cent', () => {
    expect(shareOfPieces(aLine(), 1)).toEqual({
      pieces: 1,
      subtotalMinor: 1_000n,
      discountMinor: 33n,
      taxMinor: 70n,
      paidMinor: 1_037n,
    });
  });

  it.each([1, 2, 3, 5, 7])('adds up to what was paid, however %i pieces with odd amounts are cancelled', (quantity) => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const discountMinor = BigInt((seed * 7919) % (quantity * 1_000));
      let line = aLine({ quantity, discountMinor, taxMinor: BigInt((seed * 104_729) % 997) });
      const paid = 1_000n * BigInt(quantity) - discountMinor + line.taxMinor;
      let back = 0n;
      while (line.quantity > 0) {
        const share = shareOfPieces(line, 1 + ((seed + line.quantity) % line.quantity));
        expect(share.paidMinor).toBeGreaterThanOrEqual(0n);
        back += share.paidMinor;
        line = aLine({
          quantity: line.quantity - share.pieces,
          discountMinor: line.discountMinor - share.discountMinor,
          taxMinor: line.taxMinor - share.taxMinor,
        });
      }
      expect(back).toBe(paid);
      expect([line.discountMinor, line.taxMinor]).toEqual([0n, 0n]);
    }
  });
});

describe('an order without pieces', () => {
  it('adds up, keeps its delivery, and its tax lines and coupons shrink with it', () => {
    const line = aLine();
    const { order, line: left } = withoutPieces(anOrder(), line, shareOfPieces(line, 3));

    expect(order).toMatchObject({ subtotalMinor: 2_000n, discountMinor: 50n, taxMinor: 189n, totalMinor: 2_839n });
    expect(order.totalMinor).toBe(order.subtotalMinor - order.discountMinor + 700n + order.taxMinor);
    expect(order.taxLines.reduce((sum, { amount }) => sum + BigInt(amount.amountMinor), 0n)).toBe(order.taxMinor);
    expect(order.coupons[0]!.amount.amountMinor).toBe('50');
    expect(left).toMatchObject({ quantity: 0, discountMinor: 0n, taxMinor: 0n, totalMinor: 0n });
  });
});

describe('whether a line may be cancelled', () => {
  const at = (...stages: string[]) => Object.fromEntries(stages.map((stage, i) => [`job_${i}`, { stage, version: i }]));
  const verdict = (status: OrderStatus, byStaff: boolean, stages: string[] = [], pieces = 1, quantity = 1) =>
    lineCancelling({ status, line: { quantity, labStages: at(...stages) }, pieces, byStaff });

  it('follows the state of the order and of the pair, and who asks', () => {
    const rows: [string[], LineCancelling, LineCancelling][] = [
      [[], 'FREE', 'FREE'],
      [['PICKED'], 'NOT_YOURS', 'FREE'],
      ...['SURFACING', 'COATING', 'FINISHING', 'INSPECTION', 'REWORK', 'SPOILED', 'PASSED'].map(
        (stage): [string[], LineCancelling, LineCancelling] => [[stage], 'NOT_YOURS', 'COST'],
      ),
      [['CANCELLED'], 'FREE', 'FREE'],
    ];
    for (const status of ORDER_STATUSES)
      for (const [stages, customer, staff] of rows) {
        const isOpen = status === 'PLACED' || status === 'IN_PRODUCTION';
        expect([status, stages, verdict(status, false, stages)]).toEqual([status, stages, isOpen ? customer : 'NO']);
        expect([status, stages, verdict(status, true, stages)]).toEqual([status, stages, isOpen ? staff : 'NO']);
      }
  });

  it('takes the pieces the lab is least far with first', () => {
    expect(verdict('IN_PRODUCTION', false, ['FINISHING'], 1, 2)).toBe('FREE');
    expect(verdict('IN_PRODUCTION', true, ['FINISHING'], 2, 2)).toBe('COST');
    expect(stagesOf({ quantity: 3, labStages: at('PICKED', 'PASSED') }, 2)).toEqual(['WAITING', 'PICKED']);
  });

  it('counts a pair that is made again once', () => {
    expect(stagesOf({ quantity: 1, labStages: at('PASSED', 'PICKED') }, 1)).toEqual(['CUT']);
  });

  it('is no for more pieces than are ordered, and for none', () => {
    expect([verdict('PLACED', true, [], 2, 1), verdict('PLACED', true, [], 0, 1)]).toEqual(['NO', 'NO']);
  });
});
