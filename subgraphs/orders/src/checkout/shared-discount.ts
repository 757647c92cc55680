/** Of a line's discounts the part of what a coupon takes off the whole order. */
export const SHARED_DISCOUNT = 'Share of order discount';
