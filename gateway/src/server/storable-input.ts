import { KERNEL_ERRORS, refuse } from '@opticworks/kernel';
import { GATEWAY_ERRORS } from '../errors.ts';

/** Far deeper than any input type; what is deeper would only be walked in vain. */
const DEEPEST = 40;

/**
 * PostgreSQL keeps no zero character and no half of a surrogate pair, which come from broken scanners and programs, never from a
 * keyboard.
 * @throws Refusal INVALID_INPUT that names the field; DOCUMENT_TOO_LARGE for variables within variables without end
 */
export function insistOnStorable(value: unknown, path = '', depth = 0): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !value.isWellFormed()) refuseText(path);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth === DEEPEST) refuse(GATEWAY_ERRORS.DOCUMENT_TOO_LARGE, { what: 'levels in its variables', limit: DEEPEST });
  for (const [name, part] of Object.entries(value))
    insistOnStorable(part, path === '' ? name : `${path}.${name}`, depth + 1);
}

function refuseText(field: string): never {
  const message = 'This text holds a character that cannot be kept. Delete it and type it again.';
  refuse(
    KERNEL_ERRORS.INVALID_INPUT,
    {},
    { issues: [{ code: 'CHARACTER_UNSTORABLE', field, message, severity: 'error' }] },
  );
}
