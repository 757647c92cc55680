'use client';
import { type ComponentProps, lazy, Suspense } from 'react';
import type { ContactPicker } from './contact-picker.tsx';

const Picker = lazy(() => import('./contact-picker.tsx').then((module) => ({ default: module.ContactPicker })));

/** The picker in a file of its own, so that the page of a frame does not carry it. Rendered on the server like everything else. */
export function ContactPickerLater(props: ComponentProps<typeof ContactPicker>) {
  return (
    <Suspense fallback={<div className="h-[36rem] rounded-2xl bg-sunken" aria-busy />}>
      <Picker {...props} />
    </Suspense>
  );
}
