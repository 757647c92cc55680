/** A resource, or a part of one, as it was parsed; only read. */
export type FhirJson = Record<string, unknown>;

export const isObject = (value: unknown): value is FhirJson =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Text with something in it. */
export const asText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** What a specification is of: `lens` and `contact` where any of its codes says so, else its first code, else its words. */
export function productOf(spec: { product?: unknown }): string | null {
  const product = isObject(spec.product) ? spec.product : {};
  const codes = asArray(product.coding).flatMap((coding) => (isObject(coding) ? (asText(coding.code) ?? []) : []));
  return codes.find((code) => code === 'lens' || code === 'contact') ?? codes[0] ?? asText(product.text);
}
