import { Resend } from 'resend';

export interface AccountMailOptions {
  apiKey: string;
  /** Where the mail service answers, when it is not the real one. */
  apiBase?: string | undefined;
  from: string;
}

const TEXTS = {
  en: {
    subject: 'Choose a new password',
    hello: (name: string) => `Hello ${name},`,
    why: 'Somebody, hopefully you, asked to choose a new password for your OpticWorks account.',
    button: 'Choose a new password',
    note: 'The link works for one hour. If it was not you, ignore this mail: your password stays as it is.',
  },
  de: {
    subject: 'Neues Passwort wählen',
    hello: (name: string) => `Guten Tag ${name},`,
    why: 'Jemand, hoffentlich Sie selbst, möchte ein neues Passwort für Ihr OpticWorks-Konto wählen.',
    button: 'Neues Passwort wählen',
    note: 'Der Link gilt eine Stunde. Falls Sie es nicht waren, ignorieren Sie diese Nachricht: Ihr Passwort bleibt, wie es ist.',
  },
};

const htmlText = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Mails about accounts. */
export class AccountMail {
  readonly #client: Resend;
  readonly #from: string;

  constructor(options: AccountMailOptions) {
    this.#client = new Resend(options.apiKey, options.apiBase ? { baseUrl: options.apiBase } : {});
    this.#from = options.from;
  }

  /** @throws when the mail service refuses or does not answer */
  async sendPasswordReset(person: { email: string; name: string; locale: string }, link: string): Promise<void> {
    const text = person.locale === 'de' ? TEXTS.de : TEXTS.en;
    const { error } = await this.#client.emails.send({
      from: this.#from,
      to: person.email,
      subject: text.subject,
      text: `${text.hello(person.name)}\n\n${text.why}\n\n${link}\n\n${text.note}\n`,
      html: resetHtml(text, person.name, link, person.locale === 'de' ? 'de' : 'en'),
    });
    if (error) throw new Error(`The mail service refused: ${error.name}`);
  }
}

function resetHtml(text: (typeof TEXTS)['en'], name: string, link: string, lang: string): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${text.subject}</title></head>
<body style="margin:0;background:#f4f3f0;font-family:-apple-system,'Segoe UI',Roboto,sans-serif;color:#1c2321">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:40px 16px">
<table role="presentation" width="100%" style="max-width:520px;background:#ffffff;border-radius:14px" cellpadding="0" cellspacing="0">
<tr><td style="padding:36px 40px 8px;font-size:15px;letter-spacing:.02em;color:#2f6f6a;font-weight:600">OpticWorks</td></tr>
<tr><td style="padding:0 40px;font-size:24px;line-height:1.3;font-weight:600">${text.subject}</td></tr>
<tr><td style="padding:20px 40px 0;font-size:16px;line-height:1.6">${htmlText(text.hello(name))}<br><br>${text.why}</td></tr>
<tr><td style="padding:28px 40px"><a href="${htmlText(link)}" style="display:inline-block;background:#2f6f6a;color:#ffffff;text-decoration:none;font-weight:600;font-size:16px;padding:14px 26px;border-radius:10px">${text.button}</a></td></tr>
<tr><td style="padding:0 40px 36px;font-size:14px;line-height:1.6;color:#5b6663">${text.note}</td></tr>
</table></td></tr></table></body></html>`;
}
