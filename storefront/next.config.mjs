const root = new URL('..', import.meta.url).pathname;

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  turbopack: { root },
  outputFileTracingRoot: root,
  // A picture that has never been asked for is drawn first; on a busy machine a page of them takes longer than the usual 30 s.
  experimental: { proxyTimeout: 120_000 },
  // Title and description stand in the head of every page, for readers without scripts as well.
  htmlLimitedBots: /./,
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'x-content-type-options', value: 'nosniff' },
        // Order links carry a token; no other site may learn it from a referrer.
        { key: 'referrer-policy', value: 'same-origin' },
        { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=(), payment=(self)' },
        { key: 'cross-origin-opener-policy', value: 'same-origin-allow-popups' },
      ],
    },
  ],
};
