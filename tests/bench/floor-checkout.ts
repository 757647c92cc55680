import EasyPost from '@easypost/api';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { Resend } from 'resend';
import Stripe from 'stripe';
import Taxjar from 'taxjar';

/**
 * A guest's checkout by hand, in the five requests it takes: the same providers asked through their own libraries (an address
 * check, rates, tax, a payment, a letter), the same facts written (cart, lease of stock, order, lines, two entries of the journal,
 * the letter that is owed), each at one statement for all. It trusts what it is sent, knows one currency and one kind of goods, and
 * whatever goes wrong on the way is lost. It does not hear Stripe's notice.
 */
export function serveCheckout(app: FastifyInstance, pool: pg.Pool, twinsUrl: string): void {
  const twin = new URL(twinsUrl);
  const stripe = new Stripe('sk_test_floor', {
    host: twin.hostname,
    port: twin.port,
    protocol: 'http',
    telemetry: false,
  });
  const Carriers = EasyPost as unknown as new (key: string, options: object) => any;
  const carriers = new Carriers('EZTKfloor', { baseUrl: `${twinsUrl}/easypost/v2/` });
  const taxes = new Taxjar({ apiKey: 'floor', apiUrl: `${twinsUrl}/taxjar` });
  const letters = new Resend('re_floor', { baseUrl: `${twinsUrl}/resend` });
  const one = async (name: string, text: string, values: unknown[]) =>
    (await pool.query({ name, text, values })).rows[0];

  app.post<{ Body: { variantId: string; quantity: number } }>('/cart', ({ body }) =>
    one(
      'add',
      `insert into floor.cart (variant_id, title, sku, quantity, unit_minor)
       select v.id, p.name ->> 'en', v.sku, $2, r.amount_minor from catalog.variant v join catalog.product p on p.id = v.product_id
         join catalog.variant_price r on r.variant_id = v.id join catalog.price_list l on l.code = r.price_list and l.is_shop_default
       where v.id = $1 returning id, quantity, unit_minor`,
      [body.variantId, body.quantity],
    ),
  );

  app.post<{ Body: { cartId: string; email: string; address: any } }>('/address', async ({ body }) => {
    const { cartId, email, address } = body;
    const wire = {
      name: address.name,
      street1: address.line1,
      street2: address.line2,
      city: address.city,
      state: address.region,
      zip: address.postalCode,
      country: address.countryCode,
    };
    const [checked, shipment] = await Promise.all([
      carriers.Address.create({ ...wire, verify: true }),
      carriers.Shipment.create({
        from_address: FROM,
        to_address: wire,
        parcel: { length: 6, width: 4, height: 2, weight: 4 },
      }),
    ]);
    const rates = shipment.rates.map((rate: any) => ({
      id: rate.id,
      carrier: rate.carrier,
      service: rate.service,
      amount: rate.rate,
      days: rate.delivery_days,
    }));
    await one('address', 'update floor.cart set email = $2, address = $3, rates = $4 where id = $1', [
      cartId,
      email,
      JSON.stringify(address),
      JSON.stringify(rates),
    ]);
    return { verified: checked.verifications?.delivery?.success, rates };
  });

  app.post<{ Body: { cartId: string; rateId: string } }>('/rate', async ({ body }) => {
    const cart = await one(
      'rate',
      `update floor.cart set shipping_minor = (select round((r ->> 'amount')::numeric * 100)::int from jsonb_array_elements(rates) r where r ->> 'id' = $2)
       where id = $1 returning *`,
      [body.cartId, body.rateId],
    );
    const { tax } = await taxes.taxForOrder({
      from_country: 'US',
      from_zip: FROM.zip,
      from_state: FROM.state,
      to_country: cart.address.countryCode,
      to_zip: cart.address.postalCode,
      to_state: cart.address.region,
      shipping: cart.shipping_minor / 100,
      line_items: [{ id: '1', quantity: 1, unit_price: (cart.unit_minor * cart.quantity) / 100 }],
    });
    return one(
      'tax',
      'update floor.cart set tax_minor = $2, total_minor = unit_minor * quantity + shipping_minor + $2 where id = $1 returning total_minor',
      [body.cartId, Math.round(tax.amount_to_collect * 100)],
    );
  });

  app.post<{ Body: { cartId: string; totalMinor: number } }>('/start', async ({ body }) => {
    const lease = await one(
      'lease',
      `with cart as (select * from floor.cart where id = $1 and total_minor = $2),
         held as (update floor.stock s set reserved = reserved + cart.quantity from cart
                  where s.sku = cart.sku and s.on_hand - s.reserved >= cart.quantity returning s.sku)
       insert into floor.lease (cart_id, sku, quantity, until) select cart.id, held.sku, cart.quantity, now() + interval '15 minutes' from cart, held
       returning cart_id`,
      [body.cartId, body.totalMinor],
    );
    if (!lease) throw new Error('out of stock');
    return { amountMinor: body.totalMinor, currencyCode: 'USD' };
  });

  app.post<{ Body: { cartId: string; token: string; returnUrl: string } }>('/pay', async ({ body }) => {
    const cart = await one(
      'paying',
      "select *, 'F-' || nextval('floor.order_number') as number from floor.cart where id = $1",
      [body.cartId],
    );
    const intent = await stripe.paymentIntents.create(
      {
        amount: cart.total_minor,
        currency: 'usd',
        automatic_payment_methods: { enabled: true },
        confirm: true,
        confirmation_token: body.token,
        return_url: body.returnUrl,
        expand: ['latest_charge'],
      },
      { idempotencyKey: `floor-${cart.id}` },
    );
    if (intent.status !== 'succeeded') throw new Error(intent.status);
    await one(
      'place',
      `with lease as (delete from floor.lease where cart_id = $1 returning *),
         sold as (update floor.stock s set on_hand = on_hand - lease.quantity, reserved = reserved - lease.quantity from lease where s.sku = lease.sku),
         placed as (insert into floor.sales_order (number, email, address, shipping_minor, tax_minor, total_minor, payment_id)
                    select $2, email, address, shipping_minor, tax_minor, total_minor, $3 from floor.cart where id = $1 returning id, total_minor),
         lines as (insert into floor.order_line (order_id, variant_id, title, sku, quantity, unit_minor)
                   select placed.id, variant_id, title, sku, quantity, unit_minor from placed, floor.cart c where c.id = $1),
         book as (insert into floor.journal (order_id, account, minor)
                  select id, account, sign * total_minor from placed, (values ('stripe', 1), ('deposits', -1)) as v (account, sign))
       insert into floor.letter (order_id) select id from placed`,
      [cart.id, cart.number, intent.id],
    );
    await letters.emails.send(
      {
        from: 'shop@example.com',
        to: cart.email,
        subject: `Order ${cart.number}`,
        html: `<p>Thank you for ${cart.quantity} × ${cart.title}.</p>`,
        text: `Thank you for ${cart.quantity} × ${cart.title}.`,
      },
      { idempotencyKey: `floor-letter-${cart.id}` },
    );
    await one(
      'sent',
      'update floor.letter set sent_at = now() where order_id = (select id from floor.sales_order where number = $1)',
      [cart.number],
    );
    return { number: cart.number };
  });
}

const FROM = { name: 'Shop', street1: '1 Main Street', city: 'Portland', state: 'OR', zip: '97201', country: 'US' };

/** The floor's own tables: what it sells must not be missing in the house that is measured beside it. */
export const FLOOR_TABLES = `
  create schema floor;
  create sequence floor.order_number;
  create table floor.stock (sku text primary key, variant_id text not null, on_hand int not null, reserved int not null default 0);
  create table floor.cart (id uuid primary key default gen_random_uuid(), variant_id text, title text, sku text, quantity int, unit_minor int, email text,
    address jsonb, rates jsonb, shipping_minor int, tax_minor int, total_minor int);
  create table floor.lease (cart_id uuid primary key, sku text, quantity int, until timestamptz);
  create table floor.sales_order (id uuid primary key default gen_random_uuid(), number text unique, email text, address jsonb, shipping_minor int,
    tax_minor int, total_minor int, payment_id text, placed_at timestamptz not null default now());
  create table floor.order_line (id uuid primary key default gen_random_uuid(), order_id uuid references floor.sales_order, variant_id text, title text,
    sku text, quantity int, unit_minor int);
  create table floor.journal (id bigint generated always as identity primary key, order_id uuid references floor.sales_order, account text, minor int);
  create table floor.letter (order_id uuid primary key references floor.sales_order, sent_at timestamptz);
  insert into floor.stock (sku, variant_id, on_hand) select i.sku, i.variant_id, 1000000 from inventory.stock_item i where i.variant_id is not null;
`;
