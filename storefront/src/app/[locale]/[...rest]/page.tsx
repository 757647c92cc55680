import { notFound } from 'next/navigation';

/** Every address that is no page: shown inside the shop's own layout, with the status it deserves. */
export default function Nowhere() {
  notFound();
}
