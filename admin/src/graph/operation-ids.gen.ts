export const operationIds: Readonly<Record<string, string>> = {};
