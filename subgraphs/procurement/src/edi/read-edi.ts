import type { IncomingMessage } from './edi-documents.ts';
import { EdiError } from './edi-error.ts';
import { readEdifactDocuments } from './edifact/read-edifact-documents.ts';
import { readX12Documents } from './x12/read-x12-documents.ts';

/** Reads either syntax. @throws EdiError */
export function readEdi(text: string): IncomingMessage[] {
  const start = text.trimStart();
  if (start.startsWith('ISA')) return readX12Documents(start);
  if (start.startsWith('UNA') || start.startsWith('UNB')) return readEdifactDocuments(start);
  throw new EdiError('SYNTAX', 'This is neither X12 (ISA …) nor EDIFACT (UNA or UNB …).');
}
