/** Filters and columns of a list that a person named, kept in this browser. */
export interface SavedView {
  name: string;
  values: Record<string, string>;
  hidden: readonly string[];
}

const keyOf = (list: string) => `opticworks.views.${list}`;

export function readViews(list: string, store: Pick<Storage, 'getItem'> = localStorage): SavedView[] {
  try {
    const found: unknown = JSON.parse(store.getItem(keyOf(list)) ?? '[]');
    return Array.isArray(found)
      ? (found as SavedView[]).filter((view) => typeof view?.name === 'string' && view.values)
      : [];
  } catch {
    return [];
  }
}

export function saveView(
  list: string,
  view: SavedView,
  store: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): SavedView[] {
  const views = [...readViews(list, store).filter((one) => one.name !== view.name), view];
  store.setItem(keyOf(list), JSON.stringify(views));
  return views;
}

export function removeView(
  list: string,
  name: string,
  store: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): SavedView[] {
  const views = readViews(list, store).filter((one) => one.name !== name);
  store.setItem(keyOf(list), JSON.stringify(views));
  return views;
}
