// A shop's checkout, as small as it can be, written only against the published libraries.
import { Elements, ExpressCheckoutElement, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import { loadStripe } from '@stripe/stripe-js';
import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';

const query = new URLSearchParams(location.search);
const clientSecret = query.get('secret') ?? undefined;
const AMOUNT = 19800;

function Checkout() {
  const stripe = useStripe();
  const elements = useElements();
  const [status, setStatus] = useState('loading');

  async function pay(event) {
    event?.preventDefault?.();
    setStatus('paying');
    const submitted = await elements.submit();
    if (submitted.error) return setStatus(submitted.error.message);
    if (clientSecret) {
      const result = await stripe.confirmPayment({
        elements,
        redirect: 'if_required',
        confirmParams: { return_url: location.href },
      });
      return setStatus(result.error?.message ?? result.paymentIntent.status);
    }
    const made = await stripe.createConfirmationToken({ elements, params: { return_url: location.href } });
    if (made.error) return setStatus(made.error.message);
    const answer = await (
      await fetch('/pay', {
        method: 'POST',
        body: JSON.stringify({ token: made.confirmationToken.id, amount: AMOUNT }),
      })
    ).json();
    if (answer.error) return setStatus(answer.error);
    if (answer.status !== 'requires_action') return setStatus(answer.status);
    const after = await stripe.handleNextAction({ clientSecret: answer.clientSecret });
    setStatus(after.error?.message ?? after.paymentIntent.status);
  }

  return h(
    'form',
    { onSubmit: pay },
    query.has('wallet')
      ? h(ExpressCheckoutElement, { onReady: () => setStatus('ready'), onConfirm: pay })
      : h(PaymentElement, {
          onReady: () => setStatus('ready'),
          onChange: (event) => event.complete && setStatus('complete'),
        }),
    h('button', { type: 'submit' }, 'Pay'),
    h('p', { role: 'status' }, status),
  );
}

const appearance = query.has('theme')
  ? { theme: query.get('theme'), variables: { colorBackground: '#0a141e', colorText: '#ffffff', borderRadius: '10px' } }
  : { theme: 'stripe' };
const options = clientSecret
  ? { clientSecret, appearance }
  : { mode: 'payment', amount: AMOUNT, currency: 'usd', appearance };

createRoot(document.getElementById('app')).render(
  h(Elements, { stripe: loadStripe('pk_test_twin'), options }, h(Checkout)),
);
