'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';

/** A way within the shop that this press will take in this window. */
function leadsOn(event: MouseEvent): boolean {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return false;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target || link.hasAttribute('download') || link.origin !== window.location.origin) return false;
  return link.pathname !== window.location.pathname || link.search !== window.location.search;
}

/** A line at the top while the next page is on its way. Pages are sent whole, so that they can be read without any script. */
export function Going() {
  const here = `${usePathname()}?${useSearchParams()}`;
  const [from, setFrom] = useState<string | null>(null);
  useEffect(() => {
    const onPress = (event: MouseEvent) => {
      if (leadsOn(event)) setFrom(here);
    };
    // In the way down: the router prevents the press on its way up.
    document.addEventListener('click', onPress, true);
    return () => document.removeEventListener('click', onPress, true);
  }, [here]);
  if (from !== here) return null;
  return <div aria-hidden className="going fixed inset-x-0 top-0 z-50 h-0.5 origin-left bg-accent" />;
}
