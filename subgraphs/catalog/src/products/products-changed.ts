type Query = <R>(sql: string, params?: unknown[]) => Promise<R[]>;

/** Tells every process that what it remembers of the product catalogue is old, as of this transaction's commit. */
export const productsChanged = async (query: Query): Promise<void> => {
  await query(`update catalog_version set version = version + 1 where name = 'products'`);
};

export const lensesChanged = async (query: Query): Promise<void> => {
  await query(`update catalog_version set version = version + 1 where name = 'lenses'`);
};
