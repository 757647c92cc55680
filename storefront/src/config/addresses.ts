const REAL_PAYMENT_SCRIPT = 'https://js.stripe.com/v3';

/** The stand-in takes payments in a demonstration, unless a publishable key of the real service is set. */
function usesTwins(): boolean {
  return process.env.OPTICWORKS_MODE !== 'production' && !process.env.STRIPE_PUBLISHABLE_KEY;
}

/** Where the parts are, read when a request comes, so that one build serves every installation. Server only. */
export function addresses() {
  const graph = process.env.GRAPH_URL ?? 'http://localhost:4000';
  // The script is loaded by the browser, which may know the twins by another address than the servers.
  const twins = process.env.PUBLIC_TWINS_URL ?? process.env.TWINS_URL ?? 'http://localhost:4010';
  const publicGraph = process.env.PUBLIC_GRAPH_URL ?? graph;
  return {
    /** Server to server. */
    graph,
    /** The browser's WebSocket; cookies reach it because ports share a site. */
    liveUrl: process.env.NEXT_PUBLIC_GRAPH_WS ?? `${publicGraph.replace(/^http/, 'ws')}/graphql`,
    /** Times are told in the zone of the shop, and say so. */
    timeZone: process.env.SHOP_TIME_ZONE ?? 'America/Los_Angeles',
    shop: process.env.SHOP_URL ?? 'http://localhost:3000',
    /** Where the payment provider's script comes from; its own frames and calls share the origin. */
    paymentScript: process.env.STRIPE_SCRIPT_URL || (usesTwins() ? `${twins}/stripe.js/v3` : REAL_PAYMENT_SCRIPT),
  };
}
