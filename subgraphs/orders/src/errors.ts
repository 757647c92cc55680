import { defineErrors } from '@opticworks/kernel';

/** Every answer of "no" this subgraph can give. */
export const ERRORS = defineErrors('orders', {
  CART_NOT_FOUND: { message: 'This cart is gone. Add your items again.', status: 404, retryable: false },
  CART_KEY_MISSING: { message: 'Allow cookies for this shop, then add the item again.', status: 400, retryable: false },
  CART_EMPTY: { message: 'Your cart is empty. Add something first.', status: 409, retryable: false },
  CART_CHANGED: {
    message: 'Your cart changed after checkout began. Review it and continue to payment again.',
    status: 409,
    retryable: false,
  },
  CART_BUSY: { message: 'This cart is being changed elsewhere. Try again in a moment.', status: 409, retryable: true },
  CART_TOO_LARGE: { message: 'A cart holds at most {limit} lines. Order in two parts.', status: 409, retryable: false },
  CART_LINE_NOT_FOUND: {
    message: 'This item is no longer in the cart. Reload the page.',
    status: 404,
    retryable: false,
  },
  CART_LINE_NOT_ORDERABLE: {
    message: 'An item cannot be ordered as it is: {reason}',
    status: 409,
    retryable: false,
  },
  QUANTITY_INVALID: { message: 'Choose a quantity between 1 and {limit}.', status: 400, retryable: false },
  COUPON_NOT_VALID: { message: '{reason}', status: 409, retryable: false },
  COUPON_USED_UP: {
    message: 'The code {code} has just been used up. It was removed; check the new total and pay again.',
    status: 409,
    retryable: false,
  },
  ADDRESS_INCOMPLETE: { message: 'Complete the marked address fields.', status: 400, retryable: false },
  ADDRESS_MISSING: { message: 'Enter a delivery address first.', status: 409, retryable: false },
  ADDRESS_CHECK_UNAVAILABLE: {
    message: 'The address check does not answer right now. Continue, or try again in a minute.',
    status: 503,
    retryable: true,
  },
  SHIPPING_RATE_MISSING: { message: 'Choose how we should deliver first.', status: 409, retryable: false },
  SHIPPING_RATE_NOT_FOUND: {
    message: 'This delivery option is no longer offered. Choose another one.',
    status: 409,
    retryable: false,
  },
  SHIPPING_UNAVAILABLE: {
    message: 'No carrier gives a price for this delivery right now. Check the address or try again in a minute.',
    status: 503,
    retryable: true,
  },
  TAX_UNAVAILABLE: {
    message: 'The tax for this address cannot be worked out right now. Try again in a minute.',
    status: 503,
    retryable: true,
  },
  PRICE_CHANGED: {
    message: 'The total changed from {old} to {new}. Check the cart and confirm the new total.',
    status: 409,
    retryable: false,
  },
  PRESCRIPTION_NOT_VERIFIED: {
    message:
      'The contact lens prescription of this order is neither presented nor verified yet. It must not leave the house.',
    status: 409,
    retryable: false,
  },
  PRESCRIPTION_MISSING: { message: 'This item needs a prescription. Add one first.', status: 409, retryable: false },
  PRESCRIPTION_NOT_SALEABLE: {
    message: 'The prescription cannot be used: {reason} Enter a current one.',
    status: 409,
    retryable: false,
  },
  PRESCRIPTION_NOT_AWAITED: {
    message: 'No prescription is missing for this item. Reload the order.',
    status: 409,
    retryable: false,
  },
  PRESCRIPTION_ALREADY_SENT: {
    message: 'A prescription for this item is here already. Reload the order to see it.',
    status: 409,
    retryable: false,
  },
  PRESCRIPTION_NOT_MAKEABLE: {
    message:
      'These lenses cannot be made in this frame with this prescription: {reason} Nothing is lost: answer the letter of this order, and we find lenses that fit or give everything back.',
    status: 409,
    retryable: false,
  },
  PRESCRIPTION_STRONGER_THAN_SAID: {
    message:
      'This prescription is stronger than you said: these lenses would cost {amount} more, before discounts and tax. Nothing was charged and nothing is made. Compare the values with the paper, or order again at the right price and cancel this order for a full refund.',
    status: 409,
    retryable: false,
  },
  PRESCRIPTION_NEEDS_SIGN_IN: {
    message: 'This order belongs to an account. Sign in to it, then send the prescription.',
    status: 401,
    retryable: false,
  },
  ORDER_WAITS_NO_LONGER: {
    message: 'This order is cancelled or on its way and waits for no prescription. Nothing was sent.',
    status: 409,
    retryable: false,
  },
  CHECKOUT_NOT_FOUND: {
    message: 'There is no such checkout. Start again from the cart.',
    status: 404,
    retryable: false,
  },
  CHECKOUT_EXPIRED: {
    message: 'The time for this checkout ran out and the items were released. Start again from the cart.',
    status: 410,
    retryable: false,
  },
  CHECKOUT_CANCELLED: {
    message: 'This checkout was cancelled. Start again from the cart.',
    status: 409,
    retryable: false,
  },
  PAYMENT_DECLINED: { message: '{reason}', status: 402, retryable: true },
  PAYMENT_PROCESSING: {
    message: 'Your bank is still working on the payment. This page updates by itself; do not pay again.',
    status: 409,
    retryable: true,
  },
  PAYMENT_UNKNOWN: {
    message: 'The payment service did not answer. We are checking whether the payment went through; do not pay again.',
    status: 503,
    retryable: true,
  },
  PAYMENT_LATE: {
    message: 'The payment arrived after the items had been released. It is being refunded in full.',
    status: 409,
    retryable: false,
  },
  PAYMENT_MISMATCH: {
    message: 'The payment does not match this order. Nothing was ordered; contact us so that we can sort it out.',
    status: 409,
    retryable: false,
  },
  ORDER_LINE_NOT_FOUND: { message: 'This order has no such item. Reload it.', status: 404, retryable: false },
  ORDER_LINE_NOT_CANCELLABLE: {
    message:
      '{title} can no longer be cancelled by itself: the order is packed, on its way or cancelled. Cancel the whole order, or send it back after delivery.',
    status: 409,
    retryable: false,
  },
  ORDER_LINE_BEGUN: {
    message: '{title} is being made already. Answer the letter of this order, and a person decides with you.',
    status: 409,
    retryable: false,
  },
  ORDER_LINE_COST_MISSING: {
    message: 'Lenses of {title} are cut already. Say what stopping costs the house; it is noted, not charged.',
    status: 409,
    retryable: false,
  },
  ORDER_LINE_REASON_MISSING: { message: 'Say why it is cancelled.', status: 400, retryable: false },
  ORDER_LINE_QUANTITY: {
    message: 'Of this item {ordered} are ordered: keep fewer than that, or none.',
    status: 400,
    retryable: false,
  },
  ORDER_NOT_FOUND: { message: 'There is no such order.', status: 404, retryable: false },
  ORDER_MOVE_NOT_ALLOWED: {
    message: 'An order that is {status} cannot become {to}. Reload and look at its present state.',
    status: 409,
    retryable: false,
  },
  ORDER_NOT_CANCELLABLE: {
    message: 'This order can no longer be cancelled because work on it has begun. Contact us about a return.',
    status: 409,
    retryable: false,
  },
  NOTE_EMPTY: { message: 'Write the note first.', status: 400, retryable: false },
  REFUND_TOO_HIGH: {
    message: 'Only {left} can still be refunded on this payment.',
    status: 409,
    retryable: false,
  },
  SHIPMENT_NOT_FOUND: { message: 'There is no such shipment.', status: 404, retryable: false },
  SHIPMENT_MOVE_NOT_ALLOWED: {
    message: 'A shipment that is {status} cannot become {to}. Reload and look at its present state.',
    status: 409,
    retryable: false,
  },
  ORDER_CANCELLED_NOT_SHIPPED: {
    message: 'The order was cancelled. Keep the parcel here and void its label.',
    status: 409,
    retryable: false,
  },
  ORDER_NOT_READY_TO_SHIP: {
    message: 'The order is not packed yet (it is {status}). Finish packing first.',
    status: 409,
    retryable: false,
  },
  LABEL_EXISTS: {
    message: 'This parcel already has a label. Void it before buying another.',
    status: 409,
    retryable: false,
  },
  LABEL_REFUSED: { message: 'The carrier refused the label: {reason}', status: 409, retryable: true },
  LABEL_UNKNOWN: {
    message: 'The carrier did not answer. The purchase is being looked up; do not buy a second label.',
    status: 503,
    retryable: true,
  },
  RATE_NOT_FOUND: { message: 'This rate is no longer offered. Ask for new rates.', status: 409, retryable: false },
  RETURN_NOT_FOUND: { message: 'There is no such return.', status: 404, retryable: false },
  RETURN_WINDOW_PASSED: {
    message: 'Goods can come back within {days} days of delivery. Contact us if something is wrong with them.',
    status: 409,
    retryable: false,
  },
  RETURN_NOT_DELIVERED: {
    message: 'A return can start once the order has been delivered.',
    status: 409,
    retryable: false,
  },
  RETURN_MADE_TO_ORDER: {
    message: '{title} was made to your prescription and cannot be returned. If it is not right, ask for a remake.',
    status: 409,
    retryable: false,
  },
  RETURN_QUANTITY: { message: 'At most {left} of {title} can still be returned.', status: 409, retryable: false },
  RETURN_LINES_MISSING: { message: 'Choose at least one item to return.', status: 400, retryable: false },
  RETURN_LINE_TWICE: {
    message: 'An item is named twice. Name each item once, with how many of it come back.',
    status: 400,
    retryable: false,
  },
  RETURN_LINE_UNKNOWN: {
    message: 'One of the chosen items is not part of this return.',
    status: 400,
    retryable: false,
  },
  RETURN_MOVE_NOT_ALLOWED: {
    message: 'A return that is {status} cannot become {to}. Reload and look at its present state.',
    status: 409,
    retryable: false,
  },
  PROMISE_TERMS_UNREADABLE: {
    message: 'The value of {field} makes no sense. Nothing was saved.',
    status: 422,
    retryable: false,
  },
  PROMISE_TERMS_REASON_MISSING: {
    message: 'Say in up to 500 characters why promises are made differently. It is kept with the change.',
    status: 422,
    retryable: false,
  },
  PROMISE_TERMS_CHANGED_MEANWHILE: {
    message: 'Version {version} was saved meanwhile. Look at it and change it again; nothing of yours was saved.',
    status: 409,
    retryable: false,
  },
  PERIOD_INVALID: {
    message: 'Choose a period of at most {days} days that ends after it begins.',
    status: 400,
    retryable: false,
  },
  NOT_A_LENS_LINE: { message: 'This line has no lenses that are made for it.', status: 404, retryable: false },
  ORDER_ALREADY_MADE: {
    message:
      'Work on this order has begun: a new measurement cannot be used for it any more. Ask the lab about a remake.',
    status: 409,
    retryable: false,
  },
  WEBHOOK_SIGNATURE: { message: 'The signature of this message is not valid.', status: 400, retryable: false },
});
