export { ListSkeleton as default } from '@/listing/list-skeleton.tsx';
