import { buildAll } from '../steps/build.mjs';
export async function run() {
  await buildAll();
  return 0;
}
