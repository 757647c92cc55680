import { useCallback, useEffect, useState } from 'react';
import type { Answer } from './access-api.ts';

/** A list of this room, and how to read it again. */
export function useList<T>(read: () => Promise<Answer<T>>) {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  const reload = useCallback(() => void read().then(setAnswer), [read]);
  useEffect(reload, [reload]);
  return { answer, reload };
}
