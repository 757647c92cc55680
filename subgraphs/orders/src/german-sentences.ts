import { fillMessage, isRefusal, type Refusal, RefusalType, type RequestContext, refusable } from '@opticworks/kernel';

/** What a German-reading customer sees instead of the English sentence; staff tools stay English. */
const sentences: Record<string, string> = {
  UNAUTHENTICATED: 'Bitte melden Sie sich zuerst an.',
  RATE_LIMITED: 'Zu viele Versuche. Bitte versuchen Sie es in {seconds} Sekunden erneut.',
  FORBIDDEN: 'Dazu sind Sie nicht berechtigt.',
  TEXT_TOO_LONG: 'Dieser Text hat {length} Zeichen; höchstens {most} werden behalten. Bitte kürzen.',
  AMOUNT_UNREADABLE: 'Bitte den Betrag als Zahl schreiben, zum Beispiel 198.00.',
  CART_NOT_FOUND: 'Diesen Warenkorb gibt es nicht mehr. Bitte legen Sie die Artikel erneut hinein.',
  CART_KEY_MISSING: 'Bitte erlauben Sie Cookies für diesen Shop und legen Sie den Artikel erneut in den Warenkorb.',
  CART_EMPTY: 'Ihr Warenkorb ist leer.',
  CART_CHANGED: 'Ihr Warenkorb hat sich geändert. Bitte prüfen Sie ihn und gehen Sie erneut zur Zahlung.',
  CART_BUSY: 'Dieser Warenkorb wird gerade an anderer Stelle geändert. Bitte gleich noch einmal versuchen.',
  CART_TOO_LARGE: 'Ein Warenkorb fasst höchstens {limit} Positionen. Bitte teilen Sie die Bestellung.',
  CART_LINE_NOT_FOUND: 'Dieser Artikel liegt nicht mehr im Warenkorb. Bitte laden Sie die Seite neu.',
  CART_LINE_NOT_ORDERABLE: 'Ein Artikel kann so nicht bestellt werden: {reason}',
  QUANTITY_INVALID: 'Bitte wählen Sie eine Menge zwischen 1 und {limit}.',
  COUPON_USED_UP: 'Der Code {code} wurde gerade aufgebraucht und entfernt. Bitte prüfen Sie die neue Summe.',
  ADDRESS_INCOMPLETE: 'Bitte vervollständigen Sie die markierten Adressfelder.',
  ADDRESS_MISSING: 'Bitte geben Sie zuerst eine Lieferadresse ein.',
  ADDRESS_CHECK_UNAVAILABLE: 'Die Adressprüfung antwortet gerade nicht. Sie können trotzdem fortfahren.',
  SHIPPING_RATE_MISSING: 'Bitte wählen Sie zuerst eine Lieferart.',
  SHIPPING_RATE_NOT_FOUND: 'Diese Lieferart wird nicht mehr angeboten. Bitte wählen Sie eine andere.',
  SHIPPING_UNAVAILABLE: 'Für diese Adresse nennt gerade kein Paketdienst einen Preis. Bitte prüfen Sie die Adresse.',
  TAX_UNAVAILABLE: 'Die Steuer lässt sich gerade nicht berechnen. Bitte versuchen Sie es in einer Minute erneut.',
  PRICE_CHANGED: 'Die Summe hat sich von {old} auf {new} geändert. Bitte prüfen und bestätigen Sie die neue Summe.',
  PRESCRIPTION_MISSING: 'Für diesen Artikel wird ein Rezept benötigt. Bitte fügen Sie es zuerst hinzu.',
  PRESCRIPTION_NOT_SALEABLE: 'Das Rezept kann nicht verwendet werden: {reason} Bitte geben Sie ein aktuelles ein.',
  PRESCRIPTION_NOT_AWAITED: 'Für diesen Artikel fehlt kein Rezept. Bitte laden Sie die Bestellung neu.',
  PRESCRIPTION_ALREADY_SENT: 'Für diesen Artikel ist schon ein Rezept da. Bitte laden Sie die Bestellung neu.',
  PRESCRIPTION_NOT_MAKEABLE:
    'Diese Gläser lassen sich mit diesem Rezept in dieser Fassung nicht fertigen: {reason} Es geht nichts verloren: Antworten Sie auf die Nachricht zu dieser Bestellung. Wir finden passende Gläser oder erstatten alles.',
  PRESCRIPTION_STRONGER_THAN_SAID:
    'Dieses Rezept ist stärker als angegeben: Diese Gläser würden {amount} mehr kosten, vor Rabatten und Steuer. Es wurde nichts abgebucht und nichts gefertigt. Bitte die Werte mit dem Papier vergleichen, oder zum richtigen Preis neu bestellen und diese Bestellung gegen volle Erstattung stornieren.',
  PRESCRIPTION_NEEDS_SIGN_IN:
    'Diese Bestellung gehört zu einem Konto. Bitte melden Sie sich dort an und senden Sie dann das Rezept.',
  ORDER_WAITS_NO_LONGER:
    'Diese Bestellung ist storniert oder unterwegs und wartet auf kein Rezept. Es wurde nichts gesendet.',
  CHECKOUT_NOT_FOUND: 'Diesen Bezahlvorgang gibt es nicht. Bitte beginnen Sie erneut im Warenkorb.',
  CHECKOUT_EXPIRED: 'Die Zeit ist abgelaufen, die Artikel wurden freigegeben. Bitte beginnen Sie erneut im Warenkorb.',
  CHECKOUT_CANCELLED: 'Dieser Bezahlvorgang wurde abgebrochen. Bitte beginnen Sie erneut im Warenkorb.',
  PAYMENT_PROCESSING: 'Ihre Bank bearbeitet die Zahlung noch. Bitte zahlen Sie nicht noch einmal.',
  PAYMENT_UNKNOWN:
    'Der Zahlungsdienst hat nicht geantwortet. Wir prüfen die Zahlung; bitte zahlen Sie nicht noch einmal.',
  PAYMENT_LATE: 'Die Zahlung kam nach Ablauf der Reservierung an und wird vollständig erstattet.',
  PAYMENT_MISMATCH: 'Die Zahlung passt nicht zu dieser Bestellung. Bitte melden Sie sich bei uns.',
  ORDER_NOT_FOUND: 'Diese Bestellung gibt es nicht.',
  ORDER_NOT_CANCELLABLE: 'Diese Bestellung wird bereits bearbeitet und kann nicht mehr storniert werden.',
  ORDER_LINE_NOT_FOUND: 'Diesen Artikel gibt es in der Bestellung nicht. Bitte laden Sie die Seite neu.',
  ORDER_LINE_NOT_CANCELLABLE:
    '{title} lässt sich einzeln nicht mehr stornieren: Die Bestellung ist verpackt, unterwegs oder storniert. Nach der Lieferung ist eine Rücksendung möglich.',
  ORDER_LINE_BEGUN:
    '{title} wird bereits gefertigt. Bitte antworten Sie auf die Nachricht zu dieser Bestellung, wir finden eine Lösung.',
  ORDER_LINE_REASON_MISSING: 'Bitte nennen Sie den Grund.',
  ORDER_LINE_QUANTITY: 'Von diesem Artikel sind {ordered} bestellt: Bitte weniger behalten, oder keinen.',
  RETURN_NOT_FOUND: 'Diese Rücksendung gibt es nicht.',
  RETURN_WINDOW_PASSED: 'Waren können innerhalb von {days} Tagen nach der Lieferung zurückgesandt werden.',
  RETURN_NOT_DELIVERED: 'Eine Rücksendung ist erst nach der Lieferung möglich.',
  RETURN_MADE_TO_ORDER:
    '{title} wurde nach Ihrem Rezept angefertigt und kann nicht zurückgegeben werden. Bitte fragen Sie nach einer Neuanfertigung.',
  RETURN_QUANTITY: 'Von {title} können noch höchstens {left} zurückgesandt werden.',
  RETURN_LINES_MISSING: 'Bitte wählen Sie mindestens einen Artikel aus.',
  RETURN_LINE_TWICE: 'Ein Artikel ist doppelt genannt. Bitte nennen Sie jeden einmal, mit seiner Menge.',
  STOCK_SHORT:
    'Einige Artikel sind nicht mehr in der gewünschten Menge da. Bitte prüfen Sie die markierten Positionen.',
};

/** Decline reasons in the customer's words, by the code the bank gave. */
const declines: Record<string, { en: string; de: string }> = {
  insufficient_funds: {
    en: 'The card has not enough funds. Use another card.',
    de: 'Die Karte ist nicht ausreichend gedeckt. Bitte verwenden Sie eine andere.',
  },
  expired_card: {
    en: 'The card has expired. Use another card.',
    de: 'Die Karte ist abgelaufen. Bitte verwenden Sie eine andere.',
  },
  incorrect_cvc: {
    en: 'The security code is not right. Check it and try again.',
    de: 'Die Prüfziffer stimmt nicht. Bitte prüfen Sie sie.',
  },
  authentication_required: {
    en: 'Your bank could not confirm that it is you. Try again or use another card.',
    de: 'Ihre Bank konnte Sie nicht bestätigen. Versuchen Sie es erneut oder mit einer anderen Karte.',
  },
  processing_error: {
    en: 'The bank had a problem with this payment. Try again in a moment.',
    de: 'Bei der Bank ist ein Fehler aufgetreten. Bitte versuchen Sie es gleich noch einmal.',
  },
};
const declined = {
  en: 'The bank declined the payment. Use another card or ask your bank.',
  de: 'Die Bank hat die Zahlung abgelehnt. Bitte verwenden Sie eine andere Karte.',
};

/** The sentence for a decline code; codes that would help a thief all read the same. */
export function declineSentence(code: string | null, locale: 'en' | 'de'): string {
  const key = code === 'payment_intent_authentication_failure' ? 'authentication_required' : (code ?? '');
  return (declines[key] ?? declined)[locale];
}

function toGerman(refusal: Refusal): RefusalType {
  const type = RefusalType.of(refusal);
  const sentence = sentences[refusal.code];
  if (sentence) type.message = fillMessage(sentence, refusal.params);
  return type;
}

/** Runs the body of a mutation; a refusal comes back as its union member in the caller's language. */
export function answer<T>(ctx: RequestContext, body: () => Promise<T>): Promise<T | RefusalType> {
  if (ctx.locale !== 'de') return refusable(body);
  return body().catch((error: unknown) => {
    if (isRefusal(error)) return toGerman(error);
    throw error;
  });
}
