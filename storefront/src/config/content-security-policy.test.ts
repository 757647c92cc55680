import { expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

it('lets in exactly the payment origin and the live channel of this installation', () => {
  const policy = contentSecurityPolicy('abc', {
    paymentScript: 'http://localhost:4010/stripe.js/v3',
    liveUrl: 'ws://localhost:4000/graphql',
  });

  expect(policy).toContain(`script-src 'self' 'nonce-abc' 'strict-dynamic' http://localhost:4010;`);
  expect(policy).toContain(`connect-src 'self' ws://localhost:4000 http://localhost:4010`);
  expect(policy).toContain('frame-src http://localhost:4010');
  expect(policy).not.toContain('unsafe-eval');
});

it('knows the several origins of the real provider', () => {
  const policy = contentSecurityPolicy('n', {
    paymentScript: 'https://js.stripe.com/v3',
    liveUrl: 'wss://graph.example/graphql',
  });

  expect(policy).toContain('https://hooks.stripe.com');
  expect(policy).toContain('wss://graph.example');
});
