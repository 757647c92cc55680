/** Made by schema/persist.ts. Operation name → sha256 of its text in schema/persisted/storefront.json. */
export const operationIds: Readonly<Record<string, string>> = {};
