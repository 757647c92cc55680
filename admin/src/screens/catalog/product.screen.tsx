import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { useLoad } from '../../graph/load.ts';
import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, Field, TextArea, TextInput } from '../../kit/controls.tsx';
import { Columns, DetailHeader, DetailScreen, Facts, Panel } from '../../kit/detail.tsx';
import { FormDialog } from '../../kit/dialog.tsx';
import { Form } from '../../kit/form.tsx';
import { count, instant, mm, money, sayCode } from '../../kit/format.ts';
import { useAddressPart } from '../../kit/go.tsx';
import { useSession } from '../../session/session.tsx';
import { productQuery, setVariantPrice, updateProduct } from './catalog.documents.ts';

type Product = NonNullable<ResultOf<typeof productQuery>['product']>;

export function ProductScreen() {
  const id = useAddressPart('id');
  const loaded = useLoad(productQuery, { id });
  return (
    <DetailScreen loaded={loaded} pick={(data) => data.product} missing="There is no such product.">
      {(product) => <ProductView key={product.id} product={product} reload={loaded.reload} />}
    </DetailScreen>
  );
}

function ProductView({ product, reload }: { product: Product; reload: () => void }) {
  const { may } = useSession();
  const { act, busy } = useAct();
  const mayKeep = may('keepCatalog');
  const [name, setName] = useState(product.name);
  const [description, setDescription] = useState(product.description);
  const isChanged = name !== product.name || description !== product.description;
  return (
    <>
      <DetailHeader
        back={{ to: '/products', label: '← Products' }}
        title={product.name}
        badges={
          <Badge code={product.published ? 'ACTIVE' : 'DRAFT'} label={product.published ? 'Published' : 'Hidden'} />
        }
        sub={`${product.brand.name} · ${sayCode(product.kind)} · changed ${instant(product.updatedAt)}`}
        actions={
          mayKeep && (
            <FormDialog
              trigger={
                <Button tone={product.published ? 'danger' : 'primary'}>
                  {product.published ? 'Take out of the shop' : 'Publish'}
                </Button>
              }
              title={product.published ? `Take ${product.name} out of the shop?` : `Publish ${product.name}?`}
              consequence={
                product.published
                  ? 'It can no longer be found or ordered; open carts that hold it are told. Orders that exist go on.'
                  : 'Everybody can find and order it from now on.'
              }
              submit={product.published ? 'Take out' : 'Publish'}
              tone={product.published ? 'danger' : 'primary'}
              onSubmit={async () => {
                const done = await act(
                  updateProduct,
                  { input: { id: product.id, published: !product.published } },
                  { done: product.published ? 'Hidden from the shop.' : 'Published.' },
                );
                if (done) reload();
                return done !== null;
              }}
            />
          )
        }
      />
      <Columns
        main={
          <>
            <Panel title="Texts">
              <Form
                className="space-y-3"
                onSend={async () => {
                  if (
                    await act(
                      updateProduct,
                      { input: { id: product.id, name: name.trim(), description: description.trim() } },
                      { done: 'Saved.' },
                    )
                  )
                    reload();
                }}
              >
                <Field label="Name" name="name">
                  <TextInput required disabled={!mayKeep} value={name} onChange={(e) => setName(e.target.value)} />
                </Field>
                <Field label="Description" name="description">
                  <TextArea
                    rows={6}
                    disabled={!mayKeep}
                    value={description}
                    onChange={(e) => setDescription(e.target.value)}
                  />
                </Field>
                {mayKeep && (
                  <div className="flex gap-2">
                    <Button type="submit" tone="primary" busy={busy} disabled={!isChanged}>
                      Save texts
                    </Button>
                    {isChanged && (
                      <Button
                        tone="plain"
                        onClick={() => {
                          setName(product.name);
                          setDescription(product.description);
                        }}
                      >
                        Undo
                      </Button>
                    )}
                  </div>
                )}
              </Form>
            </Panel>
            <Panel title="Variants" flush>
              <table className="grid-table tabular">
                <thead>
                  <tr>
                    <th>Variant</th>
                    <th>Size</th>
                    <th>Barcode</th>
                    <th className="num">Available</th>
                    <th className="num">Price</th>
                    <td />
                  </tr>
                </thead>
                <tbody>
                  {product.variants.map((variant) => (
                    <tr key={variant.id}>
                      <td>
                        {variant.name} <span className="block text-ink-soft text-xs">{variant.sku}</span>
                        {variant.discontinued && <Badge code="CANCELLED" label="Discontinued" />}
                      </td>
                      <td className="whitespace-nowrap">
                        {variant.frameSize &&
                          `${mm(variant.frameSize.eyeSizeMm, 0)}□${mm(variant.frameSize.dblMm, 0)}-${mm(variant.frameSize.templeLengthMm, 0)}`}
                      </td>
                      <td>{variant.gtin}</td>
                      <td className="num">
                        {variant.availability.availableQuantity === null
                          ? variant.availability.inStock
                            ? 'yes'
                            : 'no'
                          : count(variant.availability.availableQuantity)}
                      </td>
                      <td className="num">
                        {money(variant.price)}
                        {variant.compareAtPrice && (
                          <span className="block text-ink-soft text-xs line-through">
                            {money(variant.compareAtPrice)}
                          </span>
                        )}
                      </td>
                      <td>{mayKeep && <PriceDialog variant={variant} reload={reload} />}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Panel>
          </>
        }
        side={
          <>
            {product.media.length > 0 && (
              <Panel title="Pictures">
                <div className="grid grid-cols-2 gap-2">
                  {product.media.slice(0, 6).map((media) => (
                    <img
                      key={media.id}
                      src={media.url}
                      srcSet={media.srcSet}
                      sizes="160px"
                      alt={media.alt}
                      width={media.width}
                      height={media.height}
                      loading="lazy"
                      className="h-auto w-full rounded bg-sunken object-contain"
                    />
                  ))}
                </div>
              </Panel>
            )}
            <Panel title="Specification">
              <Facts
                items={[
                  product.frame
                    ? [
                        'Frame',
                        `${sayCode(product.frame.shape)}, ${sayCode(product.frame.rim).toLowerCase()} rim, ${sayCode(product.frame.material).toLowerCase()}`,
                      ]
                    : null,
                  product.frame
                    ? [
                        'Prescription',
                        product.frame.prescriptionReady ? 'can be glazed' : 'not for prescription lenses',
                      ]
                    : null,
                  ['Collections', product.collections.map((one) => one.name).join(', ') || '—'],
                  ...product.specifications.map((one) => [one.name, one.value] as const),
                ]}
              />
            </Panel>
            <Panel title="In search results">
              <p className="font-medium">{product.seoTitle}</p>
              <p className="text-ink-soft">{product.seoDescription}</p>
            </Panel>
          </>
        }
      />
    </>
  );
}

function PriceDialog({ variant, reload }: { variant: Product['variants'][number]; reload: () => void }) {
  const { act } = useAct();
  const [amount, setAmount] = useState(variant.price.amount);
  return (
    <FormDialog
      trigger={<Button className="h-7">Price</Button>}
      title={`Price of ${variant.sku}`}
      consequence="Holds from now on. Orders keep the price they were placed at; open carts show the change and ask for consent."
      submit="Set price"
      onSubmit={async () => {
        const done = await act(
          setVariantPrice,
          { variantId: variant.id, amount: amount.trim(), currencyCode: variant.price.currencyCode },
          { done: (now) => `${now.sku} now costs ${money(now.price)}.` },
        );
        if (done) reload();
        return done !== null;
      }}
    >
      <Field label={`Price, ${variant.price.currencyCode}`}>
        <TextInput
          required
          inputMode="decimal"
          pattern="\d+(\.\d{1,2})?"
          value={amount}
          onChange={(e) => setAmount(e.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
