import type { Addresses } from './people.ts';

async function answer(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return text ? JSON.parse(text) : null;
}

/** What Stripe.js does in the browser: card data goes to Stripe with the publishable key, a confirmation token comes back. */
export async function confirmationToken(
  world: Addresses,
  publishableKey: string,
  card: string,
  amount: { amountMinor: number; currencyCode: string },
): Promise<string> {
  const form = new URLSearchParams({
    key: publishableKey,
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': card,
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': String(new Date().getUTCFullYear() + 3),
    'payment_method_data[card][cvc]': '314',
    'client_context[mode]': 'payment',
    'client_context[amount]': String(amount.amountMinor),
    'client_context[currency]': amount.currencyCode.toLowerCase(),
  });
  const token = (await answer(
    await fetch(`${world.twinsUrl}/v1/confirmation_tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${publishableKey}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    }),
  )) as { id: string };
  return token.id;
}

/** The carrier reports; its webhooks may come twice and in the wrong order. */
export async function trackerUpdate(
  world: Addresses,
  trackingCode: string,
  to: string,
  how: { duplicate?: boolean; outOfOrder?: boolean } = {},
): Promise<void> {
  await answer(
    await fetch(`${world.twinsUrl}/control/easypost/trackers/${encodeURIComponent(trackingCode)}/advance`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to, ...how }),
    }),
  );
}

export interface Mail {
  id: string;
  to: string[] | string;
  subject: string;
  html: string;
  text: string;
}

export async function mailsTo(world: Addresses, to: string): Promise<Mail[]> {
  const found = (await answer(await fetch(`${world.twinsUrl}/control/mail?to=${encodeURIComponent(to)}`))) as
    | Mail[]
    | { mails?: Mail[]; data?: Mail[] };
  return Array.isArray(found) ? found : (found.mails ?? found.data ?? []);
}
