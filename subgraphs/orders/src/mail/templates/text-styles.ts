import { light } from './palette.ts';

export const text = { margin: '0 0 14px', color: light.ink, fontSize: 16, lineHeight: '25px' } as const;
export const soft = { color: light.inkSoft, fontSize: 15, lineHeight: '22px' } as const;
export const small = { color: light.inkSoft, fontSize: 13, lineHeight: '19px' } as const;
