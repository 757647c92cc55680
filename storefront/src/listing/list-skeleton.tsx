import { look } from '../kit/look.ts';

/** The size of a list before its products are there. */
export function ListSkeleton() {
  return (
    <div className={`${look.page} py-8 sm:py-12`} aria-busy>
      <div className="h-12 w-64 rounded-lg bg-sunken" />
      <div className="mt-8 grid gap-8 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <div className="hidden h-[40rem] rounded-2xl bg-sunken lg:block" />
        <ul className="grid grid-cols-2 gap-x-4 gap-y-10 md:grid-cols-3 xl:grid-cols-4">
          {Array.from({ length: 12 }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <li key={index} className="grid gap-3">
              <div className="aspect-[3/2] rounded-2xl bg-sunken" />
              <div className="h-5 w-2/3 rounded bg-sunken" />
              <div className="h-5 w-1/3 rounded bg-sunken" />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
