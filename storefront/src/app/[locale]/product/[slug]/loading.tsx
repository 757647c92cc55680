import { look } from '@/kit/look.ts';

export default function Loading() {
  return (
    <div
      className={`${look.page} grid gap-x-14 gap-y-8 py-6 sm:py-10 lg:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)]`}
      aria-busy
    >
      <div className="aspect-[3/2] rounded-3xl bg-sunken" />
      <div className="grid content-start gap-6">
        <div className="h-12 w-3/4 rounded-lg bg-sunken" />
        <div className="h-8 w-1/3 rounded-lg bg-sunken" />
        <div className="h-44 rounded-2xl bg-sunken" />
        <div className="h-11 rounded-full bg-sunken" />
      </div>
    </div>
  );
}
