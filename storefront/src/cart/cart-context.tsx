'use client';
import type { TadaDocumentNode } from 'gql.tada';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ResultOf } from '../graph/tada.ts';
import { type Sentences, tellFailure } from '../graph/tell.ts';
import type { addToCartDocument, cartDocument } from './cart.documents.ts';

export type Cart = NonNullable<ResultOf<typeof cartDocument>['cart']>;
export type Refusal = Extract<ResultOf<typeof addToCartDocument>['addToCart'], { __typename: 'Refusal' }>;

/** What came of a change: the new cart, or what to tell the person. */
export type CartOutcome =
  | { cart: Cart; refusal: null; told: null }
  | { cart: null; refusal: Refusal | null; told: string };

interface CartState {
  /** undefined until it is known whether there is one. */
  cart: Cart | null | undefined;
  isOpen: boolean;
  setOpen(isOpen: boolean): void;
  setCart(cart: Cart | null): void;
  reload(): Promise<Cart | null>;
  /** Sends a change whose one field answers with the cart or a Refusal. Changes go one after the other, in the order they were made. */
  change<Data, Variables>(
    document: TadaDocumentNode<Data, Variables> | (() => Promise<TadaDocumentNode<Data, Variables>>),
    variables: Variables,
  ): Promise<CartOutcome>;
}

const Context = createContext<CartState | null>(null);

export function useCart(): CartState {
  const state = useContext(Context);
  if (!state) throw new Error('useCart needs the CartProvider of the layout around it.');
  return state;
}

export function CartProvider({
  mayHaveCart,
  sentences,
  children,
}: {
  /** A first visit has no cookie, so there is nothing to ask for. */
  mayHaveCart: boolean;
  sentences: Sentences;
  children: ReactNode;
}) {
  const [cart, setCart] = useState<Cart | null | undefined>(mayHaveCart ? undefined : null);
  const [isOpen, setOpen] = useState(false);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const reload = useCallback(async () => {
    const [{ send }, { cartDocument }] = await Promise.all([
      import('../graph/browser.ts'),
      import('./cart.documents.ts'),
    ]);
    const { cart: found } = await send(cartDocument, {});
    setCart(found);
    return found;
  }, []);

  useEffect(() => {
    if (mayHaveCart) reload().catch(() => setCart((now) => now ?? null));
  }, [mayHaveCart, reload]);

  const change = useCallback<CartState['change']>(
    (document, variables) => {
      const step = queue.current.then(async (): Promise<CartOutcome> => {
        try {
          const { send } = await import('../graph/browser.ts');
          const data = await send(typeof document === 'function' ? await document() : document, variables);
          const [result] = Object.values(data as Record<string, Cart | Refusal>);
          if (result?.__typename === 'Cart') {
            setCart(result);
            return { cart: result, refusal: null, told: null };
          }
          const refusal = result?.__typename === 'Refusal' ? result : null;
          return { cart: null, refusal, told: refusal?.message ?? sentences.failed };
        } catch (error) {
          return { cart: null, refusal: null, told: tellFailure(error, sentences) };
        }
      });
      queue.current = step;
      return step;
    },
    [sentences],
  );

  const value = useMemo(() => ({ cart, isOpen, setOpen, setCart, reload, change }), [cart, isOpen, reload, change]);
  return <Context value={value}>{children}</Context>;
}
