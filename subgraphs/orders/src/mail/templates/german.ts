import type { MailContent } from '../mail.content.ts';
import type { LetterWords, SaidContent } from './letter-words.ts';

const viewOrder = (content: SaidContent, label = 'Bestellung ansehen') => ({ label, url: content.orderUrl });

const whyAgain = ({ whyAgain: why }: Pick<MailContent, 'whyAgain'>): string => {
  switch (why?.problem) {
    case 'NOT_GOOD':
      return 'Mit ihm lässt sich nicht mehr bestellen; meist ist seine Zeit abgelaufen.';
    case 'NOT_MAKEABLE':
      return 'Die bestellten Gläser lassen sich mit diesen Werten in dieser Fassung nicht fertigen.';
    case 'STRONGER':
      return `Es ist stärker, als Sie angegeben hatten${why.costsMore ? `; seine Gläser kosten ${why.costsMore} mehr` : ''}. Es wurde nichts abgebucht, und wir fertigen nichts, bevor Sie entschieden haben.`;
    default:
      return 'Unsere Augenoptik konnte es so nicht annehmen. Damit Ihre Gesundheitsdaten geschützt bleiben, steht der Grund auf Ihrer Bestellseite und nicht in dieser Nachricht.';
  }
};

export const german: LetterWords = {
  greeting: (recipient) => `Guten Tag ${recipient},`,
  steps: ['Bestätigt', 'Vorbereitet', 'Unterwegs', 'Zugestellt'],
  stepOf: (step) => `Schritt ${step} von 4`,
  next: 'So geht es weiter',
  items: 'Ihre Artikel',
  totals: { subtotal: 'Zwischensumme', discount: 'Rabatt', shipping: 'Versand', tax: 'Steuer', total: 'Gesamt' },
  expected: 'Voraussichtlich bis',
  shipTo: 'Lieferadresse',
  carrier: 'Paketdienst',
  trackingCode: 'Sendungsnummer',
  track: 'Sendung verfolgen',
  refund: 'Erstattung',
  reason: 'Grund',
  returnNumber: 'Rücksendenummer',
  viewOrder: 'Bestellung ansehen',
  footer: (orderNumber) =>
    `Diese Nachricht gehört zur Bestellung ${orderNumber}. Ihr Link öffnet die Bestellung ohne Anmeldung, bitte geben Sie ihn nicht weiter.`,
  letters: {
    ORDER_CONFIRMATION: (content) => ({
      subject: `Bestellung ${content.orderNumber} bestätigt`,
      preview: content.promiseInWords
        ? `Vielen Dank. Sie ist voraussichtlich bis ${content.promiseInWords} bei Ihnen.`
        : 'Vielen Dank. Das haben Sie bestellt, und so geht es weiter.',
      heading: 'Vielen Dank, Ihre Bestellung ist bestätigt',
      paragraphs: [
        `Ihre Zahlung ist eingegangen, und alles aus Bestellung ${content.orderNumber} ist für Sie reserviert.`,
        ...(content.awaitsPrescription
          ? [
              'Eines fehlt noch: Ihr Rezept. Sobald Sie es gesendet haben, beginnen wir mit Ihren Gläsern und nennen Ihnen den Liefertermin. Die Schaltfläche unten öffnet die Seite, auf der Sie es abtippen oder ein Foto davon senden.',
            ]
          : []),
      ],
      next: [
        ...(content.awaitsPrescription
          ? [
              'Sie senden das Rezept, sobald Sie es zur Hand haben. Teurer werden diese Gläser nicht, und kosten Ihre weniger, erstatten wir den Unterschied.',
            ]
          : []),
        'Enthält die Bestellung Gläser mit Sehstärke, prüft unsere Augenoptik jeden Wert, bevor etwas geschliffen wird.',
        'Wir fertigen und packen Ihre Bestellung und kontrollieren sie noch einmal.',
        'Sobald sie unser Haus verlässt, schicken wir Ihnen die Sendungsnummer.',
      ],
      action: viewOrder(content, content.awaitsPrescription ? 'Rezept senden' : undefined),
    }),
    PRESCRIPTION_REMINDER: (content) => ({
      subject: `Ihr Rezept fehlt noch (${content.orderNumber})`,
      preview: 'Wir beginnen mit Ihren Gläsern, sobald es da ist.',
      heading: 'Wir warten auf Ihr Rezept',
      paragraphs: [
        `Bestellung ${content.orderNumber} ist bezahlt, Ihre Fassung ist reserviert. Für die Gläser brauchen wir noch Ihr Rezept.`,
        'Nicht zur Hand? Bitten Sie die Praxis, die Ihre Augen geprüft hat, um eine Kopie.',
      ],
      next: [
        'Öffnen Sie die Bestellung und tippen Sie die Werte ab, oder senden Sie ein Foto des Papiers.',
        'Unsere Augenoptik prüft jeden Wert, und Sie erfahren den Liefertermin.',
        'Doch anders überlegt? Auf derselben Seite können Sie stornieren, wir erstatten alles.',
      ],
      action: viewOrder(content, 'Rezept senden'),
    }),
    PRESCRIPTION_RECEIVED: (content) => ({
      subject: `Ihr Rezept ist da (${content.orderNumber})`,
      preview: content.promiseInWords
        ? `Ihre Bestellung ist voraussichtlich bis ${content.promiseInWords} bei Ihnen.`
        : 'Vielen Dank. Als Nächstes prüft es unsere Augenoptik.',
      heading: 'Vielen Dank, Ihr Rezept ist da',
      paragraphs: [
        'Unsere Augenoptik prüft als Nächstes jeden Wert. Sie müssen nichts weiter tun; ist etwas unklar, fragen wir nach.',
      ],
      next: [
        'Unsere Augenoptik gibt das Rezept frei. Kosten Ihre Gläser weniger, als Sie bezahlt haben, geht der Unterschied dann auf Ihre Karte zurück.',
        'Die Gläser werden gefertigt, in Ihre Fassung eingepasst und geprüft.',
        'Sobald die Bestellung unser Haus verlässt, schicken wir Ihnen die Sendungsnummer.',
      ],
      action: viewOrder(content),
    }),
    PRESCRIPTION_AGAIN: (content) => ({
      subject: `Wir brauchen Ihr Rezept noch einmal (${content.orderNumber})`,
      preview: 'Aus dem gesendeten können wir Ihre Gläser nicht fertigen.',
      heading: 'Wir brauchen Ihr Rezept noch einmal',
      paragraphs: [
        `Vielen Dank für das Rezept zu Bestellung ${content.orderNumber}. Leider können wir daraus Ihre Gläser nicht fertigen.`,
        whyAgain(content),
      ],
      next: [
        content.whyAgain?.problem === 'STRONGER'
          ? 'Öffnen Sie die Bestellung und vergleichen Sie die Werte mit dem Papier: Meist ist ein Vorzeichen oder eine Achse vertauscht. Stimmen sie, bestellen Sie dort mit diesem Rezept neu, und wir erstatten alles.'
          : 'Öffnen Sie die Bestellung und senden Sie das richtige Rezept, abgetippt oder als Foto des Papiers.',
        'Ihre Fassung bleibt reserviert. Wir beginnen, sobald unsere Augenoptik das Rezept freigegeben hat, und nennen Ihnen den Liefertermin.',
        'Doch anders überlegt? Auf derselben Seite können Sie stornieren, wir erstatten alles.',
      ],
      action: viewOrder(
        content,
        content.whyAgain?.problem === 'STRONGER' ? 'Entscheiden, wie es weitergeht' : 'Rezept senden',
      ),
    }),
    PRESCRIPTION_PROBLEM: (content) => ({
      subject: `Rückfrage zu Ihrem Rezept (${content.orderNumber})`,
      preview: 'Vor der Fertigung Ihrer Gläser haben wir eine Frage.',
      heading: 'Eine Frage zu Ihrem Rezept',
      paragraphs: [
        'Unsere Augenoptik hat Ihr Rezept gelesen und möchte sicher sein, bevor Ihre Gläser gefertigt werden. Bis dahin ruht die Fertigung; alles Bestellte bleibt für Sie reserviert.',
        'Damit Ihre Gesundheitsdaten geschützt bleiben, steht die Frage auf Ihrer Bestellseite und nicht in dieser Nachricht.',
      ],
      next: [
        'Öffnen Sie die Bestellung und lesen Sie die Frage.',
        'Berichtigen Sie die Werte oder senden Sie ein Foto des Rezepts.',
        'Wir prüfen erneut und beginnen mit der Fertigung. Der Liefertermin kann sich verschieben; den aktuellen zeigt Ihre Bestellseite.',
      ],
      action: viewOrder(content, 'Frage beantworten'),
    }),
    IN_PRODUCTION: (content) => ({
      subject: `Ihre Bestellung ${content.orderNumber} wird gefertigt`,
      preview: 'Ihr Rezept ist geprüft, unsere Werkstatt hat begonnen.',
      heading: 'Ihre Brille wird gefertigt',
      paragraphs: [
        'Ihr Rezept ist geprüft, und unsere Werkstatt hat mit Ihren Gläsern begonnen. Ab jetzt entstehen sie nur für Sie, deshalb lässt sich die Bestellung nicht mehr ändern.',
      ],
      next: [
        'Die Gläser werden gefertigt, beschichtet und in die Form Ihrer Fassung geschliffen.',
        'Unsere Augenoptik misst die fertige Brille und vergleicht sie mit Ihrem Rezept.',
        'Wir versenden sie und schicken Ihnen die Sendungsnummer.',
      ],
      action: viewOrder(content, 'Bestellung verfolgen'),
    }),
    SHIPPED: (content) => ({
      subject: `Bestellung ${content.orderNumber} ist unterwegs`,
      preview: content.arrivalInWords
        ? `Voraussichtliche Zustellung: ${content.arrivalInWords}.`
        : 'Ihr Paket ist beim Paketdienst. Hier ist die Sendungsnummer.',
      heading: 'Ihre Bestellung ist unterwegs',
      paragraphs: [
        content.tracking
          ? `Wir haben Ihr Paket an ${content.tracking.carrier} übergeben.`
          : 'Wir haben Ihr Paket an den Paketdienst übergeben.',
      ],
      next: [
        'Bis die Sendungsverfolgung etwas anzeigt, können einige Stunden vergehen.',
        'Am Tag der Zustellung melden wir uns wieder.',
      ],
      action: viewOrder(content),
    }),
    OUT_FOR_DELIVERY: (content) => ({
      subject: `Bestellung ${content.orderNumber} wird heute zugestellt`,
      preview: 'Ihr Paket sollte heute ankommen.',
      heading: 'Heute bei Ihnen',
      paragraphs: ['Ihr Paket liegt im Zustellfahrzeug und sollte heute ankommen.'],
      next: [
        'Ist niemand zu Hause, hinterlässt der Paketdienst eine Nachricht oder kommt noch einmal.',
        'Sobald das Paket zugestellt ist, schreiben wir Ihnen.',
      ],
      action: viewOrder(content),
    }),
    DELIVERED: (content) => ({
      subject: `Bestellung ${content.orderNumber} wurde zugestellt`,
      preview: 'Wir wünschen Ihnen gute Sicht.',
      heading: 'Ihre Bestellung ist da',
      paragraphs: [
        'Der Paketdienst meldet, dass Ihr Paket zugestellt wurde. Wir wünschen Ihnen viel Freude damit.',
        'Neue Gläser können sich in den ersten Tagen ungewohnt anfühlen, vor allem Gleitsichtgläser oder geänderte Werte. Bleibt das länger als zwei Wochen so, sagen Sie es uns, und wir gehen der Sache nach.',
      ],
      next: [
        'Sie finden das Paket nicht? Fragen Sie zuerst in der Nachbarschaft und antworten Sie uns dann auf diese Nachricht.',
        'Etwas stimmt nicht? Auf Ihrer Bestellseite können Sie eine Rücksendung beginnen.',
      ],
      action: viewOrder(content),
    }),
    RETURN_LABEL: (content) => ({
      subject: content.returnNumber
        ? `Rücksendeetikett für ${content.returnNumber}`
        : `Rücksendeetikett für Bestellung ${content.orderNumber}`,
      preview: 'Etikett drucken, Artikel einpacken, Paket abgeben.',
      heading: 'Ihr Rücksendeetikett ist bereit',
      paragraphs: [
        `Schade, dass es diesmal nicht gepasst hat. Hier ist das Etikett für Ihre Rücksendung aus Bestellung ${content.orderNumber}.`,
      ],
      next: [
        'Drucken Sie das Etikett und kleben Sie es glatt auf das Paket.',
        'Packen Sie die Artikel mit ihrem Etui ein, damit die Gläser nicht verkratzen.',
        'Geben Sie das Paket ab und heben Sie den Beleg auf.',
        'Wir prüfen die Artikel nach der Ankunft und schreiben Ihnen wegen der Erstattung.',
      ],
      action: content.labelUrl ? { label: 'Etikett drucken', url: content.labelUrl } : viewOrder(content),
    }),
    RETURN_REJECTED: (content) => ({
      subject: content.returnNumber
        ? `Zu Ihrer Rücksendung ${content.returnNumber}`
        : `Zu Ihrer Rücksendung aus Bestellung ${content.orderNumber}`,
      preview: 'Diese Rücksendung konnten wir nicht annehmen.',
      heading: 'Wir konnten Ihre Rücksendung nicht annehmen',
      paragraphs: [
        `Wir haben Ihre Rücksendung aus Bestellung ${content.orderNumber} sorgfältig geprüft und können sie diesmal nicht annehmen.`,
      ],
      next: [
        'An Ihrer Bestellung und Ihrer Zahlung ändert sich nichts.',
        'Sehen Sie es anders, oder ist etwas unklar? Antworten Sie auf diese Nachricht, sie wird von einem Menschen gelesen.',
      ],
      action: viewOrder(content),
    }),
    REFUND: (content) => ({
      subject: content.refund
        ? `Erstattung von ${content.refund.amount} für ${content.orderNumber}`
        : `Erstattung für Bestellung ${content.orderNumber}`,
      preview: 'Das Geld geht auf dem Weg zurück, auf dem Sie bezahlt haben.',
      heading: 'Ihre Erstattung ist unterwegs',
      paragraphs: [
        content.refund
          ? `Wir haben ${content.refund.amount} für Bestellung ${content.orderNumber} zurückgesendet. Der Betrag geht auf die Karte oder das Konto, womit Sie bezahlt haben.`
          : `Wir haben Ihr Geld für Bestellung ${content.orderNumber} zurückgesendet. Der Betrag geht auf die Karte oder das Konto, womit Sie bezahlt haben.`,
      ],
      next: ['Banken zeigen eine Erstattung meist nach 5 bis 10 Werktagen an.', 'Sie müssen nichts tun.'],
      action: viewOrder(content),
    }),
    LATE_PAYMENT_REFUNDED: (content) => ({
      subject: `Ihre späte Zahlung wird erstattet (${content.orderNumber})`,
      preview: 'Ihre Zahlung kam an, als der Bezahlvorgang schon beendet war.',
      heading: 'Wir senden Ihre Zahlung zurück',
      paragraphs: [
        `Ihre Zahlung für ${content.orderNumber} kam an, als der Bezahlvorgang schon beendet und die Artikel wieder freigegeben waren. Es wurde nichts bestellt.`,
        content.refund
          ? `Wir erstatten die vollen ${content.refund.amount} auf die Karte oder das Konto, womit Sie bezahlt haben.`
          : 'Wir erstatten den vollen Betrag auf die Karte oder das Konto, womit Sie bezahlt haben.',
      ],
      next: [
        'Banken zeigen eine Erstattung meist nach 5 bis 10 Werktagen an.',
        'Möchten Sie die Artikel noch? Bitte bestellen Sie neu; mit Beginn des Bezahlvorgangs sind sie für Sie reserviert.',
      ],
      action: viewOrder(content, 'Einzelheiten ansehen'),
    }),
    ORDER_CANCELLED: (content) => ({
      subject: `Bestellung ${content.orderNumber} wurde storniert`,
      preview: content.refund ? `Wir erstatten ${content.refund.amount}.` : 'Es wird nichts versendet.',
      heading: 'Ihre Bestellung wurde storniert',
      paragraphs: [
        `Bestellung ${content.orderNumber} wurde storniert, es wird nichts versendet.`,
        ...(content.refund
          ? [`Wir erstatten ${content.refund.amount} auf die Karte oder das Konto, womit Sie bezahlt haben.`]
          : []),
      ],
      next: content.refund
        ? ['Banken zeigen eine Erstattung meist nach 5 bis 10 Werktagen an.', 'Sie müssen nichts tun.']
        : [
            'Bereits abgebuchte Beträge gehen auf die Karte oder das Konto zurück, womit Sie bezahlt haben.',
            'Sie müssen nichts tun.',
          ],
      action: viewOrder(content),
    }),
    ORDER_LINE_CANCELLED: (content) => ({
      subject: `Ein Teil der Bestellung ${content.orderNumber} wurde storniert`,
      preview: content.refund
        ? `Wir erstatten ${content.refund.amount}. Der Rest geht weiter.`
        : 'Der Rest geht weiter.',
      heading: 'Ein Teil Ihrer Bestellung wurde storniert',
      paragraphs: [
        `${content.cancelled ?? 'Ein Artikel'} aus Bestellung ${content.orderNumber} wurde storniert und wird nicht gefertigt oder versendet.`,
        ...(content.refund
          ? [`Wir erstatten ${content.refund.amount} auf die Karte oder das Konto, womit Sie bezahlt haben.`]
          : []),
        'Alles unten Genannte bleibt bestellt.',
      ],
      next: [
        ...(content.refund ? ['Banken zeigen eine Erstattung meist nach 5 bis 10 Werktagen an.'] : []),
        'Der Rest Ihrer Bestellung geht weiter wie bisher. Sie müssen nichts tun.',
      ],
      action: viewOrder(content),
    }),
  },
};
