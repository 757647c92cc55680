import { createContext, fixedClock, quietDatabase, type RequestContext, toDecimalString } from '@opticworks/kernel';
import { type AddedLine, addToCart } from '../carts/add-to-cart.ts';
import { setCartAddresses } from '../carts/set-cart-addresses.ts';
import { confirmPayment } from '../checkout/confirm-payment.ts';
import { startCheckout } from '../checkout/start-checkout.ts';
import type { Services } from '../services.ts';
import {
  CollectedMail,
  SimulatedPayments,
  SimulatedShipping,
  SimulatedTax,
} from '../simulation/simulated-providers.ts';
import type { Person } from './customers-and-shelf.ts';

export const HOUR_MS = 3_600_000;
const LETTERS_ARE_SENT =
  "UPDATE mail SET status = 'sent', sent_at = created_at WHERE status = 'queued' AND xmin = pg_current_xact_id()::xid";

/** The services with another clock and without the outside world. */
export function servicesAt(real: Services, at: Date, options: { events: boolean; ownStock: boolean }) {
  const clock = fixedClock(at.toISOString());
  let leases = 0;
  const services: Services = {
    ...real,
    clock,
    database: quietDatabase(real.database, { events: options.events, atCommit: [LETTERS_ARE_SENT] }),
    payments: new SimulatedPayments(),
    demonstrationPayments: new SimulatedPayments(),
    shipping: new SimulatedShipping(clock),
    tax: new SimulatedTax(),
    mail: new CollectedMail(),
    // Goods of the past left the house before the opening stock was counted.
    stock: options.ownStock
      ? real.stock
      : {
          reserve: async (reference) => {
            leases += 1;
            return {
              reservationId: `past_${reference}_${leases}`,
              expiresAt: new Date(clock.now().getTime() + HOUR_MS),
            };
          },
          extend: async () => new Date(clock.now().getTime() + HOUR_MS),
          release: async () => undefined,
        },
  };
  return { services, clock };
}

export const asCustomer = (services: Services, person: Person): RequestContext =>
  createContext({
    principal: { kind: 'customer', id: person.customerId, userId: person.customerId },
    locale: person.locale,
    log: services.log,
  });
export const asStaff = (services: Services, name: string): RequestContext =>
  createContext({
    principal: { kind: 'staff', id: 'staff_seed', name, roles: ['admin'], stores: [] },
    log: services.log,
  });

/** Cart, address, checkout and payment, as anybody does it. @returns the order's id */
export async function place(services: Services, person: Person, lines: AddedLine[]): Promise<string> {
  const ctx = asCustomer(services, person);
  const cart = await addToCart(services, ctx, { cartId: null, lines, idempotencyKey: null });
  const addressed = await setCartAddresses(services, ctx, {
    cartId: cart.id,
    email: person.email,
    shipping: person.address as never,
    billing: null,
  });
  const total = toDecimalString({
    amountMinor: BigInt(addressed.content.totals.totalMinor),
    currency: addressed.currency,
  });
  const checkout = await startCheckout(services, ctx, { cartId: cart.id, expectedTotal: total });
  const outcome = await confirmPayment(services, ctx, {
    checkoutId: checkout.id,
    confirmationToken: 'past',
    returnUrl: services.settings.SHOP_URL,
  });
  if (outcome.kind !== 'placed') throw new Error('A demonstration order was not paid.');
  return outcome.orderId;
}
