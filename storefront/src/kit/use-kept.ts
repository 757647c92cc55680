import { type Dispatch, type SetStateAction, useCallback, useEffect, useState } from 'react';

/**
 * State that lives in this tab only: in memory, and in sessionStorage so that a reload loses nothing, until it is forgotten.
 * @param empty the state before anything is entered; what was kept before a field existed gets it from here
 */
export function useKept<T extends object>(key: string, empty: () => T) {
  const [value, setValue] = useState<T>(empty);
  const [isRestored, setRestored] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the empty state is the same for the life of a screen
  useEffect(() => {
    try {
      const kept = sessionStorage.getItem(key);
      if (kept) setValue({ ...empty(), ...(JSON.parse(kept) as T) });
    } catch {
      // Storage may be switched off; memory is enough then.
    }
    setRestored(true);
  }, [key]);

  useEffect(() => {
    if (!isRestored) return;
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // as above
    }
  }, [value, isRestored, key]);

  const forget = useCallback(() => {
    sessionStorage.removeItem(key);
    setRestored(false);
  }, [key]);
  return { value, setValue: setValue as Dispatch<SetStateAction<T>>, isRestored, forget };
}
