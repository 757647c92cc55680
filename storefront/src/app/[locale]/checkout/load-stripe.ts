import type { Stripe, StripeConstructor } from '@stripe/stripe-js';

const loading = new Map<string, Promise<StripeConstructor>>();

/**
 * The payment provider's script from the address this installation is set up with, once per page. It is not bundled: the provider
 * asks for that, and an installation without its own keys brings a stand-in.
 */
function loadScript(url: string): Promise<StripeConstructor> {
  const known = loading.get(url);
  if (known) return known;
  const started = new Promise<StripeConstructor>((resolve, reject) => {
    const present = (window as { Stripe?: StripeConstructor }).Stripe;
    if (present) return resolve(present);
    const script = document.createElement('script');
    script.src = url;
    script.async = true;
    script.onload = () => {
      const loaded = (window as { Stripe?: StripeConstructor }).Stripe;
      if (loaded) resolve(loaded);
      else reject(new Error('The payment script brought no Stripe object.'));
    };
    script.onerror = () => {
      script.remove();
      reject(new Error('The payment script could not be loaded.'));
    };
    document.head.append(script);
  });
  loading.set(url, started);
  // The next attempt starts anew instead of repeating an old failure.
  started.catch(() => loading.delete(url));
  return started;
}

export async function loadStripe(url: string | null, publishableKey: string, locale: string): Promise<Stripe> {
  const create = await loadScript(url ?? 'https://js.stripe.com/v3');
  return create(publishableKey, { locale: locale === 'de' ? 'de' : 'en' });
}
