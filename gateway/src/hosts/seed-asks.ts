import { executeLocal, type Principal, type Subgraph } from '@opticworks/kernel';

export const staff = (role: string, name: string): Principal => ({
  kind: 'staff',
  id: `staff_seed_${role}`,
  name,
  roles: [role],
  stores: ['main'],
});
export const REFUSAL = '... on Refusal { code message }';

export type Ask = (document: string, variables?: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** A part of the house as one person sees it. @throws when the graph answers with errors */
export const asks =
  (parts: readonly Subgraph[], name: string, principal: Principal): Ask =>
  async (document, variables = {}) => {
    const part = parts.find((one) => one.name === name);
    if (!part) throw new Error(`There is no ${name} to ask.`);
    const { data, errors } = await executeLocal(part, { document, variables, context: part.context({ principal }) });
    if (errors?.length) throw new Error(`${name}: ${errors.map(({ message }) => message).join('; ')}`);
    return (data ?? {}) as Record<string, unknown>;
  };

/** @returns null when it was refused: then the tray stays where it is, which a demonstration can show as well */
export async function act<T>(ask: Ask, document: string, variables: Record<string, unknown>): Promise<T | null> {
  const [answer] = Object.values(await ask(document, variables)) as ({ code?: string } & T)[];
  return !answer || answer.code ? null : answer;
}
