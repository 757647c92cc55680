import { fillMessage, type Refusal } from '@opticworks/kernel';

/** What a German-reading customer sees instead of the English sentence of a refusal. */
const sentences: Record<string, string> = {
  UNAUTHENTICATED: 'Bitte melden Sie sich zuerst an.',
  FORBIDDEN: 'Dazu sind Sie nicht berechtigt.',
  TEXT_TOO_LONG: 'Dieser Text hat {length} Zeichen; höchstens {most} werden behalten. Bitte kürzen.',
  PRESCRIPTION_INVALID: 'Einige Werte des Rezepts müssen korrigiert werden. Bitte die markierten Felder prüfen.',
  PRESCRIPTION_WARNINGS_UNCONFIRMED:
    'Einige Werte sind ungewöhnlich. Bitte mit dem Rezept vergleichen und einzeln bestätigen.',
  PRESCRIPTION_FILE_UNREADABLE:
    'Diese Datei ist keine FHIR VisionPrescription (R4 oder R5). Bitte die Praxis um dieses Format bitten oder die Werte eintippen.',
  PRESCRIPTION_NOT_FOUND: 'Dieses Rezept gibt es nicht, oder es gehört nicht Ihnen.',
  PRESCRIPTION_MOVE_NOT_ALLOWED: 'In seinem jetzigen Zustand geht das mit diesem Rezept nicht. Bitte neu laden.',
  REASON_REQUIRED: 'Bitte in wenigen Worten begründen: der Grund bleibt beim Rezept.',
  ORDER_WAITS_FOR_NO_GUEST:
    'Zu dieser Bestellung wartet kein Gast auf ein Rezept. Bitte für ihre Kundin oder ihren Kunden eingeben, oder die Bestellung neu laden.',
  PLACE_NOT_SOLD: 'In {place} beliefern wir keine Rezepte. Bitte einen der angebotenen Orte wählen.',
  PRESCRIPTION_RULES_NOT_VALID:
    'Nach diesen Regeln lässt sich nicht prüfen. Bitte die genannten Felder korrigieren; gespeichert wurde nichts.',
  PRESCRIPTION_RULES_REASON_MISSING: 'Bitte in höchstens 500 Zeichen sagen, warum die Regeln geändert werden.',
  PRESCRIPTION_RULES_CHANGED_MEANWHILE:
    '{by} hat inzwischen Fassung {version} gespeichert. Bitte ansehen und neu ändern; von Ihnen wurde nichts gespeichert.',
  ORDERED_PAIR_HELD:
    'Das Bestellte lässt sich nach diesem Rezept nicht fertigen: die Werkstatt würde es anhalten. Bitte neu messen, das Rezept berichtigen oder die Bestellung ändern.',
  FOUR_EYES_REQUIRED: 'Sie haben dieses Rezept schon geprüft. Freigeben muss es eine zweite Person.',
  PAPER_MISSING: 'Bitte fügen Sie zuerst ein Bild oder PDF des Rezepts hinzu.',
  PAPER_NOT_FOUND: 'Dieses Dokument gibt es nicht, oder es hat seine Datei schon. Bitte neu hochladen.',
  PAPER_LIMIT: 'An einem Tag können höchstens {limit} Dateien gesendet werden. Bitte rufen Sie uns an.',
  PAPER_TOO_LARGE: 'Die Datei ist größer als {limit} MB. Ein Foto oder Scan der Seite genügt.',
  PAPER_TYPE_NOT_ACCEPTED:
    'Bitte ein PDF oder ein Bild (JPEG, PNG oder WebP) senden. Ein HEIC-Bild vom Telefon bitte zuerst als JPEG sichern.',
  PAPER_NOT_PLAIN:
    'Dieses PDF enthält Skripte, Anhänge oder ein Passwort. Bitte neu als PDF drucken oder ein Foto senden.',
  PAPER_UNREADABLE: 'Die Datei ist beschädigt oder ein viel zu großes Bild. Bitte noch einmal senden.',
  VERIFICATION_LINK_INVALID:
    'Dieser Link ist unvollständig oder abgelaufen. Bitte rufen Sie uns an; die Nummer steht in unserem Schreiben.',
  VERIFICATION_ANSWER_INCOMPLETE: 'In der Antwort fehlt etwas. Bitte die markierten Felder prüfen.',
  VERIFICATION_ANSWERED:
    'Diese Anfrage ist schon beantwortet. Bitte rufen Sie uns an, wenn die Antwort nicht richtig war.',
  MEASUREMENT_INVALID: 'Einige Messwerte können nicht stimmen. Bitte die markierten Felder prüfen.',
  MEASUREMENT_WARNINGS_UNCONFIRMED: 'Einige Messwerte sind ungewöhnlich. Bitte nachmessen oder einzeln bestätigen.',
  MEASUREMENT_NOT_FOUND: 'Diese Messung gibt es nicht, oder sie gehört nicht Ihnen.',
  ORDERS_UNDER_WAY:
    'Diese Bestellungen sind noch nicht bei Ihnen: {numbers}. Anschrift und Rezept werden noch gebraucht. Stornieren Sie sie oder warten Sie, bis sie da sind, und löschen Sie dann Ihre Daten.',
  CUSTOMER_ERASED: 'Die Daten dieses Kontos wurden gelöscht. Es kann nichts mehr gespeichert werden.',
  ADDRESS_INVALID: 'Die Anschrift ist nicht vollständig. Bitte die markierten Felder prüfen.',
  ADDRESS_NOT_FOUND: 'Diese gespeicherte Anschrift gibt es nicht.',
  ADDRESS_LIMIT: 'Es können höchstens {limit} Anschriften gespeichert werden. Bitte zuerst eine entfernen.',
  CONSENT_UNKNOWN: 'Eine Einwilligung „{purpose}“ gibt es nicht.',
  PROFILE_INVALID: 'Einige Angaben im Profil sind nicht gültig. Bitte die markierten Felder prüfen.',
  ERASURE_EMAIL_MISMATCH: 'Bitte zur Bestätigung die E-Mail-Adresse Ihres Kontos eingeben.',
};

/** The refusal's sentence in German where there is one. */
export const germanSentence = (refusal: Refusal): string => {
  const sentence = sentences[refusal.code];
  return sentence ? fillMessage(sentence, refusal.params) : refusal.message;
};
