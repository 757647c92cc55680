import 'server-only';

/** Where the parts are, read when a request comes, so that one build serves every installation. */
export function addresses() {
  const graph = process.env.GRAPH_URL ?? 'http://localhost:4000';
  const publicGraph = process.env.PUBLIC_GRAPH_URL ?? graph;
  return {
    /** Server to server. */
    graph,
    /** The browser's WebSocket; cookies reach it because ports share a site. */
    liveUrl: `${publicGraph.replace(/^http/, 'ws')}/graphql`,
    shop: process.env.SHOP_URL ?? 'http://localhost:3000',
  };
}
