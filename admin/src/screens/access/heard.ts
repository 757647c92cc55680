import { toast } from '../../kit/toast.tsx';
import type { Answer } from './access-api.ts';

/** Tells a refusal. @returns whether it went well */
export function heard<T>(answer: Answer<T>): answer is { ok: true; data: T } {
  if (!answer.ok) toast.bad(answer.message, answer.details);
  return answer.ok;
}
