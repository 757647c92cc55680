import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';

const PREFIX = 'kept:';

/**
 * State of a form that a reload or a wrong click must not lose: in this tab only, until it is forgotten or somebody signs out.
 * @param key of the form and its thing, `inspection:L-10014:readings`
 */
export function useKept<T>(key: string, empty: T): [T, Dispatch<SetStateAction<T>>] {
  const [value, setValue] = useState<T>(() => read(key) ?? empty);
  useEffect(() => {
    try {
      sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
    } catch {
      // Storage may be full or switched off; memory is enough then.
    }
  }, [key, value]);
  return [value, setValue];
}

function read<T>(key: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

/** Forgets what is kept under keys that begin so; everything without a beginning. */
export function forgetKept(beginning = ''): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX + beginning)) sessionStorage.removeItem(key);
}
