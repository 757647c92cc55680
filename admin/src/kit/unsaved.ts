import { useBlocker } from '@tanstack/react-router';

/** Asks before a form with changes is left, by a link of the admin, by closing the tab or by loading it anew. */
export function useUnsaved(isChanged: boolean): void {
  useBlocker({
    disabled: !isChanged,
    enableBeforeUnload: () => isChanged,
    shouldBlockFn: () => !window.confirm('Leave without saving? What was changed here is lost.'),
  });
}
