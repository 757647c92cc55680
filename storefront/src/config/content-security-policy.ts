export interface Origins {
  /** Address of the payment provider's script. */
  paymentScript: string;
  /** Address of the live channel, ws:// or wss://. */
  liveUrl: string;
}

/**
 * What a page may load. Scripts only with this response's nonce and what those load themselves; the payment provider's script,
 * frames and calls from the origin this installation is set up with.
 */
export function contentSecurityPolicy(
  nonce: string,
  { paymentScript, liveUrl }: Origins,
  isDevelopment = false,
): string {
  const payment = new URL(paymentScript).origin;
  const paymentOrigins = payment.endsWith('stripe.com')
    ? 'https://js.stripe.com https://*.js.stripe.com https://api.stripe.com https://hooks.stripe.com'
    : payment;
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' ${paymentOrigins}${isDevelopment ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self' ${new URL(liveUrl).origin} ${paymentOrigins}${isDevelopment ? ' ws:' : ''}`,
    `frame-src ${paymentOrigins}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
