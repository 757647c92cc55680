import { expect, it } from 'vitest';
import { fileAsBase64 } from './file-as-base64.ts';

it('keeps every byte, also those that are no UTF-8', async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
  expect(Buffer.from(await fileAsBase64(new Blob([bytes])), 'base64').equals(bytes)).toBe(true);
});
