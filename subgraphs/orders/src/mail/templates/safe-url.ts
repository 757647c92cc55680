/** An address that came from a carrier becomes a link only if a browser opens it as a web page. */
export function safeUrl(url: string | null | undefined): string | null {
  return url && /^https?:\/\//i.test(url) ? url : null;
}
