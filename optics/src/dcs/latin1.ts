/**
 * Bytes to text, one character per byte. `TextDecoder('latin1')` is no substitute: the web's "latin1" is windows-1252, which maps
 * 0x80–0x9F elsewhere, and a file would not come back byte-equal.
 */
export function latin1Text(bytes: Uint8Array): string {
  let text = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return text;
}

/** Text to bytes. @returns null when a character has no place in Latin-1 */
export function latin1Bytes(text: string): Uint8Array<ArrayBuffer> | null {
  return /[\u0100-\uffff]/.test(text) ? null : Uint8Array.from(text, (char) => char.charCodeAt(0));
}
