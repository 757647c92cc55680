import { type ReactNode, useEffect, useRef, useState } from 'react';

/**
 * Holds what may be wider than the window. While it is, it can be reached with the Tab key and moved with the arrows;
 * while it is not, nobody has to pass it.
 */
export function ScrollsSideways({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [isWider, setIsWider] = useState(false);
  useEffect(() => {
    const outer = box.current;
    if (!outer) return;
    const measure = () => setIsWider(outer.scrollWidth > outer.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(outer);
    for (const child of outer.children) observer.observe(child);
    measure();
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={box}
      className="overflow-x-auto"
      {...(isWider && { tabIndex: 0, role: 'region', 'aria-label': `${label}, scrolls sideways` })}
    >
      {children}
    </div>
  );
}
