import { refuse } from '@opticworks/kernel';
import type { Catalogue } from '../catalogue.ts';
import { ERRORS } from '../errors.ts';
import { refreshSearch } from '../search/search-document.ts';
import type { Locale } from '../text/localized.ts';
import { ProductEntity } from './product.entity.ts';
import { productsChanged } from './products-changed.ts';

export interface ProductChange {
  id: string;
  name?: string | null | undefined;
  description?: string | null | undefined;
  published?: boolean | null | undefined;
}

/** Changes texts in the language of the person who edits, and whether the product is shown. Search follows in the same transaction. */
export async function updateProduct(
  catalogue: Catalogue,
  actor: string,
  locale: Locale,
  change: ProductChange,
): Promise<void> {
  const name = change.name?.trim();
  if (name !== undefined && (name === '' || name.length > 160)) refuse(ERRORS.NAME_REQUIRED);
  await catalogue.database.transaction(
    async (tx) => {
      const product = await tx.manager.findOne(ProductEntity, {
        where: { id: change.id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!product) refuse(ERRORS.PRODUCT_NOT_FOUND);
      const now = catalogue.clock.now();
      if (name !== undefined) product.name = { ...product.name, [locale]: name };
      if (change.description != null)
        product.description = { ...product.description, [locale]: change.description.trim() };
      if (change.published != null) {
        product.published = change.published;
        if (change.published) product.publishedAt ??= now;
      }
      product.updatedAt = now;
      await tx.manager.save(product);
      await refreshSearch(tx.query, [product.id]);
      await productsChanged(tx.query);
      await tx.audit({
        stream: 'catalog',
        actor,
        action: 'product.updated',
        subject: product.id,
        details: {
          fields: Object.keys(change)
            .filter((k) => k !== 'id')
            .join(', '),
        },
      });
    },
    { name: 'update-product' },
  );
}
