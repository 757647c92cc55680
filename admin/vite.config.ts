import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const graph = process.env.GRAPH_URL ?? 'http://localhost:4000';
const proxied = [
  '/graphql',
  '/auth',
  '/media',
  '/ops/',
  '/partner/keys',
  '/lab/',
  '/inventory/',
  '/orders/documents',
  '/procurement/documents',
  '/customer-rx/documents',
];

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  server: { proxy: Object.fromEntries(proxied.map((path) => [path, { target: graph, ws: path === '/graphql' }])) },
  build: { target: 'es2022', sourcemap: false },
});
