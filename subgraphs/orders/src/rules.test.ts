import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressIssues, emailIssues, tidyAddress } from './carts/address.rules.ts';
import { stockDemand } from './carts/cart.pricing.ts';
import { captureEntry, refundEntry, reversalOf, saleEntry } from './journal/journal.rules.ts';
import { searchWords } from './orders/order.queries.ts';
import {
  beginsProduction,
  canMoveOrder,
  isCancellable,
  ORDER_MOVES,
  ORDER_STATUSES,
  type OrderStatus,
  sourcesOfOrder,
} from './orders/order.state.ts';
import { addWorkingDays } from './promise/promise.rules.ts';
import { isWithinWindow, refundOfUnits, returnObstacle } from './returns/return.rules.ts';
import { canMoveReturn, RETURN_STATUSES } from './returns/return.state.ts';
import { carriedBy, rateLabel } from './shipping/carrier-names.ts';
import { parcelOf, recommendRate } from './shipping/parcel.rules.ts';
import { canMoveShipment, SHIPMENT_MOVES, SHIPMENT_STATUSES, statusOfTracking } from './shipping/shipment.state.ts';

describe('states of an order', () => {
  it('never lead back: no status can be reached from itself', () => {
    const reachable = (from: OrderStatus, seen = new Set<OrderStatus>()): Set<OrderStatus> => {
      for (const to of ORDER_MOVES[from]) if (!seen.has(to)) reachable(to, seen.add(to));
      return seen;
    };
    for (const status of ORDER_STATUSES) expect(reachable(status).has(status)).toBe(false);
  });

  it.each([
    ['PLACED', false, true],
    ['IN_PRODUCTION', false, false],
    ['IN_PRODUCTION', true, true],
    ['READY_TO_SHIP', true, true],
    ['SHIPPED', true, false],
    ['PENDING_PAYMENT', true, false],
  ] as const)('%s, asked by staff %s: cancellable %s', (status, byStaff, expected) => {
    expect(isCancellable(status, byStaff)).toBe(expected);
  });

  it('lists where a move may come from', () => {
    expect(sourcesOfOrder('SHIPPED')).toEqual(['PLACED', 'IN_PRODUCTION', 'READY_TO_SHIP']);
    expect(canMoveOrder('DELIVERED', 'CANCELLED')).toBe(false);
  });

  it.each([
    ['ENTERED', false],
    ['ON_HOLD', false],
    ['RELEASED', false],
    ['PICKED', true],
    ['SURFACING', true],
  ])('a lab job at %s begins production: %s', (stage, expected) => {
    expect(beginsProduction(stage)).toBe(expected);
  });
});

describe('states of parcels and returns', () => {
  it('end in delivered, returned or voided', () => {
    expect(SHIPMENT_STATUSES.filter((status) => SHIPMENT_MOVES[status].length === 0)).toEqual([
      'DELIVERED',
      'RETURNED',
      'VOIDED',
    ]);
    expect(canMoveShipment('DELIVERED', 'IN_TRANSIT')).toBe(false);
  });

  it('follow what the carrier says', () => {
    expect(
      ['pre_transit', 'in_transit', 'out_for_delivery', 'delivered', 'return_to_sender', 'failure', 'unknown'].map(
        statusOfTracking,
      ),
    ).toEqual([null, 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'RETURNED', 'EXCEPTION', null]);
  });

  it('let a return be called off only before it arrives', () => {
    expect(RETURN_STATUSES.filter((status) => canMoveReturn(status, 'CANCELLED'))).toEqual([
      'REQUESTED',
      'APPROVED',
      'LABEL_SENT',
    ]);
  });
});

describe('money of a return', () => {
  it('gives back 100.00 for three units as 33.34, 33.33, 33.33', () => {
    expect([0, 1, 2].map((before) => refundOfUnits(10_000n, 3, before, 1, 'USD'))).toEqual([3334n, 3333n, 3333n]);
  });

  it('adds up to what was paid, however the units come back', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10_000_000n),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
        (paid, parts) => {
          const quantity = parts.reduce((sum, part) => sum + part, 0);
          let before = 0;
          let back = 0n;
          for (const part of parts) {
            back += refundOfUnits(paid, quantity, before, part, 'USD');
            before += part;
          }
          return back === paid;
        },
      ),
    );
  });

  it.each([
    [{ requiresLab: true }, 1, 'DOES_NOT_FIT', 'MADE_TO_ORDER'],
    [{ requiresLab: true }, 1, 'REMAKE', null],
    [{ returnedQuantity: 2 }, 1, 'OTHER', 'QUANTITY'],
    [{}, 0, 'OTHER', 'QUANTITY'],
    [{}, 2, 'OTHER', null],
  ] as const)('a line with %j, %i units, because "%s": %s', (more, quantity, reason, expected) => {
    const line = {
      id: 'l',
      title: 'Frame',
      kind: 'FRAME',
      quantity: 2,
      returnedQuantity: 0,
      requiresLab: false,
      ...more,
    };
    expect(returnObstacle(line, quantity, reason)).toBe(expected);
  });

  it('counts the window to the end of its last day', () => {
    const delivered = new Date('2026-03-01T18:00:00Z');
    expect(isWithinWindow(delivered, new Date('2026-03-31T23:00:00Z'), 30)).toBe(true);
    expect(isWithinWindow(delivered, new Date('2026-04-01T19:00:00Z'), 30)).toBe(false);
  });
});

describe('the journal', () => {
  const balance = (entry: { postings: { side: string; amountMinor: bigint }[] }) =>
    entry.postings.reduce((sum, { side, amountMinor }) => sum + (side === 'debit' ? amountMinor : -amountMinor), 0n);

  it('balances each entry and its reversal, whatever the amounts', () => {
    const amount = fc.bigInt(1n, 10_000_000n);
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        fc.bigInt(0n, 1_000n),
        fc.boolean(),
        (goods, shipping, tax, off, beforeSale) => {
          const discountMinor = off > goods ? goods : off;
          const totalMinor = goods - discountMinor + shipping + tax;
          const sale = saleEntry('o', 'OW-1', {
            subtotalMinor: goods,
            discountMinor,
            shippingMinor: shipping,
            taxMinor: tax,
            totalMinor,
          });
          const refund = refundEntry('r', 'OW-1', { amountMinor: goods + tax, taxMinor: tax, beforeSale });
          return [captureEntry('p', 'OW-1', totalMinor), sale, refund, reversalOf(refund, 'failed')].every(
            (entry) => balance(entry) === 0n,
          );
        },
      ),
    );
  });

  it('refuses a sale whose parts do not make its total', () => {
    expect(() =>
      saleEntry('o', 'OW-1', {
        subtotalMinor: 100n,
        discountMinor: 0n,
        shippingMinor: 0n,
        taxMinor: 0n,
        totalMinor: 99n,
      }),
    ).toThrow(/balance/);
  });
});

describe('parcels', () => {
  it('measures one pair of glasses in inches and ounces, rounded up', () => {
    expect(parcelOf([{ quantity: 1, weightGrams: 90, packageMm: { length: 160, width: 60, height: 40 } }])).toEqual({
      lengthIn: 6.6,
      widthIn: 2.6,
      heightIn: 1.9,
      weightOz: 5.3,
    });
  });

  it('never lets a carton stand higher than twice its width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (quantity) => {
        const { heightIn, widthIn, lengthIn } = parcelOf([
          { quantity, weightGrams: 40, packageMm: { length: 160, width: 60, height: 40 } },
        ]);
        return heightIn <= 2 * widthIn + 0.6 && lengthIn >= widthIn;
      }),
    );
  });

  it('recommends the cheapest rate that keeps the promise, else the fastest', () => {
    const rate = (id: string, minor: string, day: string) => ({
      id,
      amount: { amountMinor: minor },
      estimatedDelivery: day,
    });
    const rates = [
      rate('slow', '500', '2026-03-20'),
      rate('good', '900', '2026-03-14'),
      rate('fast', '2900', '2026-03-12'),
    ];

    expect(recommendRate(rates, '2026-03-15')?.id).toBe('good');
    expect(recommendRate(rates, '2026-03-11')?.id).toBe('fast');
    expect(recommendRate(rates, null)?.id).toBe('slow');
  });
});

describe('small rules', () => {
  it.each([
    ['USPS', 'GroundAdvantage', 'USPS Ground Advantage'],
    ['FedExDefault', 'FEDEX_2_DAY', 'FedEx 2 Day'],
    ['UPSDAP', '2ndDayAir', 'UPS 2nd Day Air'],
    ['UPSDAP', 'NextDayAirSaver', 'UPS Next Day Air Saver'],
    ['FedExDefault', 'STANDARD_OVERNIGHT', 'FedEx Standard Overnight'],
    ['FedExDefault', 'FEDEX_GROUND', 'FedEx Ground'],
    ['UPSDAP', 'Ground', 'UPS Ground'],
    ['UPSDAP', 'UPSSaver', 'UPS Saver'],
    ['DHLExpress', 'ExpressWorldwide', 'DHL Express Worldwide'],
  ])('writes %s %s as %s', (carrier, service, label) => {
    expect(rateLabel(carrier, service)).toBe(label);
    expect(carriedBy(`${carrier}|${service}`)).toBe(label);
  });

  it('writes a carrier whose service is not known alone', () => {
    expect(carriedBy('UPSDAP')).toBe('UPS');
    expect(carriedBy('-')).toBe('-');
  });

  it('counts working days over a weekend', () => {
    expect(addWorkingDays('2026-03-13', 1)).toBe('2026-03-16');
    expect(addWorkingDays('2026-03-10', 0)).toBe('2026-03-10');
  });

  it('holds bundles as their parts, in one order for everybody', () => {
    expect(
      stockDemand([
        {
          kind: 'BUNDLE',
          sku: 'SET',
          quantity: 2,
          bundle: [
            { sku: 'B', quantity: 2 },
            { sku: 'A', quantity: 1 },
          ],
        },
        { kind: 'ACCESSORY', sku: 'A', quantity: 1, bundle: [] },
        { kind: 'LENS', sku: 'X', quantity: 1, bundle: [] },
      ]),
    ).toEqual([
      { sku: 'A', quantity: 3 },
      { sku: 'B', quantity: 4 },
    ]);
  });

  it('keeps each field of an address on one line', () => {
    const typed = {
      name: 'Eve\r\nBcc: z@z.example',
      line1: 'B 1\u0000',
      city: ' C ',
      postalCode: '1',
      countryCode: 'de',
    };

    expect(tidyAddress(typed)).toMatchObject({ name: 'Eve Bcc: z@z.example', line1: 'B 1', city: 'C' });
  });

  it('reads addresses of several countries', () => {
    const address = { name: 'A', line1: 'B 1', city: 'C', postalCode: '10119', countryCode: 'DE' };
    expect(addressIssues(address, 'shipping')).toEqual([]);
    expect(addressIssues({ ...address, countryCode: 'US' }, 'shipping').map(({ field }) => field)).toEqual([
      'shipping.region',
    ]);
    expect(emailIssues('a@b')).toHaveLength(1);
    expect(emailIssues('a@b.example')).toEqual([]);
  });

  it('makes search words that cannot break the query', () => {
    expect(searchWords("ow-100123 & 'x' | !")).toBe('ow:* & 100123:* & x:*');
    expect(searchWords(' ,; ')).toBeNull();
  });
});
