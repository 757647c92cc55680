import type { MailContent } from '../mail.content.ts';
import type { LetterWords, SaidContent } from './letter-words.ts';

const viewOrder = (content: SaidContent, label = 'View your order') => ({ label, url: content.orderUrl });

const whyAgain = ({ whyAgain: why }: Pick<MailContent, 'whyAgain'>): string => {
  switch (why?.problem) {
    case 'NOT_GOOD':
      return 'It is no longer good for ordering from; most often its time has run out.';
    case 'NOT_MAKEABLE':
      return 'The lenses you ordered cannot be made in this frame with the values in it.';
    case 'STRONGER':
      return `It is stronger than the strength you named${why.costsMore ? `, and its lenses cost ${why.costsMore} more` : ''}. Nothing was charged, and nothing is made before you decide.`;
    default:
      return 'Our optician could not accept it. To keep your health data private, what they wrote is on your order page and not in this letter.';
  }
};

export const english: LetterWords = {
  greeting: (recipient) => `Hello ${recipient},`,
  steps: ['Confirmed', 'Prepared', 'On its way', 'Delivered'],
  stepOf: (step) => `Step ${step} of 4`,
  next: 'What happens next',
  items: 'Your items',
  totals: { subtotal: 'Subtotal', discount: 'Discount', shipping: 'Shipping', tax: 'Tax', total: 'Total' },
  expected: 'Expected by',
  shipTo: 'Delivery address',
  carrier: 'Carrier',
  trackingCode: 'Tracking number',
  track: 'Track the parcel',
  refund: 'Refund',
  reason: 'Reason',
  returnNumber: 'Return number',
  viewOrder: 'View your order',
  footer: (orderNumber) =>
    `This letter belongs to order ${orderNumber}. Its link opens the order without signing in, so please keep it to yourself.`,
  letters: {
    ORDER_CONFIRMATION: (content) => ({
      subject: `Order ${content.orderNumber} confirmed`,
      preview: content.promiseInWords
        ? `Thank you. We expect it to reach you by ${content.promiseInWords}.`
        : 'Thank you. Here is what you ordered and what happens next.',
      heading: 'Thank you, your order is confirmed',
      paragraphs: [
        `We received your payment and have reserved everything in order ${content.orderNumber} for you.`,
        ...(content.awaitsPrescription
          ? [
              'One thing is missing: your prescription. We start on your lenses, and tell you the delivery date, as soon as you have sent it. The button below opens the page where you type it in or send a photo of it.',
            ]
          : []),
      ],
      next: [
        ...(content.awaitsPrescription
          ? [
              'You send the prescription when you have it at hand. You pay no more for these lenses, and if yours cost less, we give the difference back.',
            ]
          : []),
        'If your order has prescription lenses, an optician checks every value before anything is cut.',
        'We make and pack your order, and inspect it once more.',
        'You get a letter with the tracking number as soon as it leaves us.',
      ],
      action: viewOrder(content, content.awaitsPrescription ? 'Send your prescription' : undefined),
    }),
    PRESCRIPTION_REMINDER: (content) => ({
      subject: `Your prescription is still missing (${content.orderNumber})`,
      preview: 'We begin with your lenses as soon as it is here.',
      heading: 'We are waiting for your prescription',
      paragraphs: [
        `Order ${content.orderNumber} is paid and your frame is reserved. To make the lenses we still need your prescription.`,
        'Not at hand? Ask the practice that tested your eyes for a copy.',
      ],
      next: [
        'Open your order and type the values in, or send a photo of the paper.',
        'An optician checks every value, and you learn the delivery date.',
        'Changed your mind? You can cancel on the same page, and we give everything back.',
      ],
      action: viewOrder(content, 'Send your prescription'),
    }),
    PRESCRIPTION_RECEIVED: (content) => ({
      subject: `Your prescription is here (${content.orderNumber})`,
      preview: content.promiseInWords
        ? `We expect your order to reach you by ${content.promiseInWords}.`
        : 'Thank you. Our optician looks at it next.',
      heading: 'Thank you, your prescription is here',
      paragraphs: [
        'Our optician checks every value next. Nothing else is needed from you; if anything is unclear, we ask.',
      ],
      next: [
        'The optician signs the prescription off. If your lenses cost less than you paid, the difference goes back to your card then.',
        'The lenses are made, fitted into your frame and inspected.',
        'You get a letter with the tracking number as soon as it leaves us.',
      ],
      action: viewOrder(content),
    }),
    PRESCRIPTION_AGAIN: (content) => ({
      subject: `We need your prescription again (${content.orderNumber})`,
      preview: 'We cannot make your lenses from the one you sent.',
      heading: 'We need your prescription again',
      paragraphs: [
        `Thank you for the prescription for order ${content.orderNumber}. We cannot make your lenses from it.`,
        whyAgain(content),
      ],
      next: [
        content.whyAgain?.problem === 'STRONGER'
          ? 'Open your order and compare the values with the paper: a wrong sign or axis is the likeliest cause. If they are right, order again there with this prescription, and we give everything back.'
          : 'Open your order and send the right prescription, typed in or as a photo of the paper.',
        'Your frame stays reserved. We begin as soon as an optician has signed the prescription off, and tell you the delivery date.',
        'Changed your mind? You can cancel on the same page, and we give everything back.',
      ],
      action: viewOrder(
        content,
        content.whyAgain?.problem === 'STRONGER' ? 'Decide what happens' : 'Send a prescription',
      ),
    }),
    PRESCRIPTION_PROBLEM: (content) => ({
      subject: `We need to check your prescription (${content.orderNumber})`,
      preview: 'We have a question before we make your lenses.',
      heading: 'A question about your prescription',
      paragraphs: [
        'Our optician read your prescription and would like to be sure about it before your lenses are made. Production waits until then, and everything you ordered stays reserved.',
        'To keep your health data private, the question itself is on your order page and not in this letter.',
      ],
      next: [
        'Open your order and read the question.',
        'Correct the values or send a photo of the prescription.',
        'We check again and start making your lenses. The delivery date may move; your order page always shows the current one.',
      ],
      action: viewOrder(content, 'Answer the question'),
    }),
    IN_PRODUCTION: (content) => ({
      subject: `Your order ${content.orderNumber} is being made`,
      preview: 'Your prescription is checked and our lab has started.',
      heading: 'Your glasses are being made',
      paragraphs: [
        'Your prescription is checked and our lab has started on your lenses. From here on the lenses are made for you alone, so the order can no longer be changed.',
      ],
      next: [
        'The lenses are made, coated and cut to the shape of your frame.',
        'An optician measures the finished glasses against your prescription.',
        'We send them and write to you with the tracking number.',
      ],
      action: viewOrder(content, 'Follow your order'),
    }),
    SHIPPED: (content) => ({
      subject: `Order ${content.orderNumber} is on its way`,
      preview: content.arrivalInWords
        ? `Expected on ${content.arrivalInWords}.`
        : 'Your parcel is with the carrier. Here is the tracking number.',
      heading: 'Your order is on its way',
      paragraphs: [
        content.tracking
          ? `We handed your parcel to ${content.tracking.carrier}.`
          : 'We handed your parcel to the carrier.',
      ],
      next: [
        'Tracking can take a few hours to show the first scan.',
        'You hear from us again on the day it is delivered.',
      ],
      action: viewOrder(content),
    }),
    OUT_FOR_DELIVERY: (content) => ({
      subject: `Order ${content.orderNumber} is out for delivery`,
      preview: 'Your parcel should reach you today.',
      heading: 'Arriving today',
      paragraphs: ['Your parcel is on the delivery vehicle and should reach you today.'],
      next: [
        'If nobody is at home, the carrier leaves a note or tries again.',
        'We write once more when the parcel is delivered.',
      ],
      action: viewOrder(content),
    }),
    DELIVERED: (content) => ({
      subject: `Order ${content.orderNumber} was delivered`,
      preview: 'We hope you see well with it.',
      heading: 'Your order was delivered',
      paragraphs: [
        'The carrier reports that your parcel has been delivered. We hope you enjoy what is in it.',
        'New lenses can feel unfamiliar for the first days, above all progressives or a changed prescription. If they still do after two weeks, tell us and we will look into it.',
      ],
      next: [
        'Cannot find the parcel? Ask your neighbours first, then tell us by answering this letter.',
        'Something is not right? You can start a return on your order page.',
      ],
      action: viewOrder(content),
    }),
    RETURN_LABEL: (content) => ({
      subject: content.returnNumber
        ? `Return label for ${content.returnNumber}`
        : `Return label for order ${content.orderNumber}`,
      preview: 'Print the label, pack the items, hand over the parcel.',
      heading: 'Your return label is ready',
      paragraphs: [
        `We are sorry it was not right this time. Here is the label for your return from order ${content.orderNumber}.`,
      ],
      next: [
        'Print the label and fix it flat to the parcel.',
        'Pack the items with their case, so that the lenses stay unscratched.',
        'Hand the parcel to the carrier and keep the receipt.',
        'We check the items when they arrive and write to you about the refund.',
      ],
      action: content.labelUrl ? { label: 'Print the label', url: content.labelUrl } : viewOrder(content),
    }),
    RETURN_REJECTED: (content) => ({
      subject: content.returnNumber
        ? `About your return ${content.returnNumber}`
        : `About your return from order ${content.orderNumber}`,
      preview: 'We could not accept this return.',
      heading: 'We could not accept your return',
      paragraphs: [
        `We looked carefully at your return from order ${content.orderNumber} and cannot accept it this time.`,
      ],
      next: [
        'Nothing changes about your order or your payment.',
        'If you see it differently or something is unclear, answer this letter. A person reads it.',
      ],
      action: viewOrder(content),
    }),
    REFUND: (content) => ({
      subject: content.refund
        ? `Refund of ${content.refund.amount} for ${content.orderNumber}`
        : `Refund for order ${content.orderNumber}`,
      preview: 'The money goes back to the way you paid.',
      heading: 'Your refund is on its way',
      paragraphs: [
        content.refund
          ? `We sent back ${content.refund.amount} for order ${content.orderNumber}. It goes to the card or account you paid with.`
          : `We sent back your money for order ${content.orderNumber}. It goes to the card or account you paid with.`,
      ],
      next: ['Banks usually show a refund after 5 to 10 working days.', 'You need to do nothing.'],
      action: viewOrder(content),
    }),
    LATE_PAYMENT_REFUNDED: (content) => ({
      subject: `Your late payment is refunded (${content.orderNumber})`,
      preview: 'Your payment arrived after the checkout had closed.',
      heading: 'We are sending your payment back',
      paragraphs: [
        `Your payment for ${content.orderNumber} arrived after the checkout had closed and the items were released again. No order was placed.`,
        content.refund
          ? `We refund the full ${content.refund.amount} to the card or account you paid with.`
          : 'We refund the full amount to the card or account you paid with.',
      ],
      next: [
        'Banks usually show a refund after 5 to 10 working days.',
        'Still want the items? Please order them again; we reserve them as soon as you start the checkout.',
      ],
      action: viewOrder(content, 'See the details'),
    }),
    ORDER_CANCELLED: (content) => ({
      subject: `Order ${content.orderNumber} was cancelled`,
      preview: content.refund ? `We refund ${content.refund.amount}.` : 'Nothing will be sent.',
      heading: 'Your order was cancelled',
      paragraphs: [
        `Order ${content.orderNumber} was cancelled and nothing will be sent.`,
        ...(content.refund ? [`We refund ${content.refund.amount} to the card or account you paid with.`] : []),
      ],
      next: content.refund
        ? ['Banks usually show a refund after 5 to 10 working days.', 'You need to do nothing.']
        : ['Any amount already taken goes back to the card or account you paid with.', 'You need to do nothing.'],
      action: viewOrder(content),
    }),
    ORDER_LINE_CANCELLED: (content) => ({
      subject: `Part of order ${content.orderNumber} was cancelled`,
      preview: content.refund ? `We refund ${content.refund.amount}. The rest goes on.` : 'The rest goes on.',
      heading: 'Part of your order was cancelled',
      paragraphs: [
        `${content.cancelled ?? 'One item'} of order ${content.orderNumber} was cancelled and will not be made or sent.`,
        ...(content.refund ? [`We refund ${content.refund.amount} to the card or account you paid with.`] : []),
        'Everything below is still on order.',
      ],
      next: [
        ...(content.refund ? ['Banks usually show a refund after 5 to 10 working days.'] : []),
        'The rest of your order goes on as before; you need to do nothing.',
      ],
      action: viewOrder(content),
    }),
  },
};
