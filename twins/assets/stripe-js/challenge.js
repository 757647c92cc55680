// The cardholder's bank, asking: in an overlay over the shop's page, or as a page of its own that redirects back.
(() => {
  const query = new URLSearchParams(location.search);
  const clientSecret = query.get('secret') ?? '';
  const isOverlay = query.get('overlay') === '1' && parent !== window;

  async function answer(outcome) {
    for (const button of document.querySelectorAll('button')) button.disabled = true;
    try {
      const response = await fetch(location.pathname, {
        method: 'POST',
        body: new URLSearchParams({ client_secret: clientSecret, outcome }),
      });
      const body = await response.json();
      if (!response.ok) throw new Error(body.error?.message);
      if (isOverlay) return parent.postMessage({ twin: 'overlay', result: outcome }, '*');
      const back = new URL(body.return_url ?? '/', location.href);
      back.searchParams.set('payment_intent', body.payment_intent.id);
      back.searchParams.set('payment_intent_client_secret', clientSecret);
      back.searchParams.set(
        'redirect_status',
        outcome === 'complete' && body.payment_intent.status !== 'requires_payment_method' ? 'succeeded' : 'failed',
      );
      location.assign(back.href);
    } catch (error) {
      document.getElementById('problem').textContent = error.message || 'The bank did not answer. Try again.';
      for (const button of document.querySelectorAll('button')) button.disabled = false;
    }
  }

  document.getElementById('complete').addEventListener('click', () => void answer('complete'));
  document.getElementById('fail').addEventListener('click', () => void answer('fail'));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOverlay) void answer('fail');
  });
  // Nobody can press them before they do something.
  for (const button of document.querySelectorAll('button')) button.disabled = false;
  document.getElementById('complete').focus();
})();
