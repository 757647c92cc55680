import type { Environment } from './secrets.ts';

/** An outside service: its key, what must come from the same account, and where its twin answers. */
const PROVIDERS = [
  {
    key: 'STRIPE_SECRET_KEY',
    with: ['STRIPE_PUBLISHABLE_KEY', 'STRIPE_WEBHOOK_SECRET'],
    addresses: { STRIPE_API_BASE: '' },
    forBrowsers: { STRIPE_SCRIPT_URL: '/stripe.js/v3' },
  },
  {
    key: 'EASYPOST_API_KEY',
    with: ['EASYPOST_WEBHOOK_SECRET'],
    addresses: { EASYPOST_API_BASE: '/easypost/v2' },
  },
  { key: 'RESEND_API_KEY', with: [], addresses: { RESEND_API_BASE: '/resend' } },
  {
    key: 'OUTSIDE_LAB_API_KEY',
    with: ['OUTSIDE_LAB_WEBHOOK_SECRET'],
    addresses: { OUTSIDE_LAB_API_BASE: '/outside-lab' },
  },
  { key: 'TAXJAR_API_KEY', with: [], addresses: { TAXJAR_API_BASE: '/taxjar' } },
] as const;

/** Keys, secrets and addresses that belong to the twins, wherever they stand. */
export const isTwinValue = (value: string | undefined): boolean => /opticworks[_-]twin/.test(value ?? '');

/** A key that somebody was given by the service itself. */
const isReal = (value: string | undefined): boolean => Boolean(value) && !isTwinValue(value);

/**
 * Points every service without a key of its own at its twin. With a key the address stays empty, and the adapter talks to the real
 * service; an address that is set already wins over both.
 * @param publicUrl where browsers reach the twins
 */
export function useTwins(env: Environment, twinsUrl: string, publicUrl = twinsUrl): void {
  for (const provider of PROVIDERS) {
    if (isReal(env[provider.key])) continue;
    for (const [name, path] of Object.entries(provider.addresses)) env[name] ||= `${twinsUrl}${path}`;
    const forBrowsers = 'forBrowsers' in provider ? provider.forBrowsers : {};
    for (const [name, path] of Object.entries(forBrowsers)) env[name] ||= `${publicUrl}${path}`;
  }
}

/**
 * A real key beside a demonstration secret would take webhooks that anybody can sign.
 * @returns a sentence per setting that must come with a given key, as SettingsError lists them
 */
export function unfinishedProviders(env: Environment): string[] {
  return PROVIDERS.flatMap(({ key, with: companions }) =>
    isReal(env[key])
      ? companions
          .filter((name) => !isReal(env[name]))
          .map((name) => `${name} is missing. It must come from the same account as ${key}.`)
      : [],
  );
}
