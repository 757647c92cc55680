import { isRefusal, RefusalType, type RequestContext } from '@opticworks/kernel';
import { germanSentence } from './german-errors.ts';

/** Runs the body of a mutation: a refusal becomes its union member, worded in the reader's language. */
export async function answer<T>(ctx: RequestContext, body: () => Promise<T>): Promise<T | RefusalType> {
  try {
    return await body();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refusal = RefusalType.of(error);
    return ctx.locale === 'de' ? Object.assign(refusal, { message: germanSentence(error) }) : refusal;
  }
}
