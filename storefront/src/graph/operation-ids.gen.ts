/** Made by schema/persist.ts. Operation name → sha256 of its text in schema/persisted/storefront.json. */
export const operationIds: Readonly<Record<string, string>> = {
  XQuery: '69a55c0ae7ae73f5bddd1c4dc633b8c15782fd7d6ba6c2763fa070e69cfad27c',
};
