/**
 * The storefront's colours as hex, because mail programs read neither OKLCH nor CSS variables.
 * Source: storefront/src/app/globals.css; change both together.
 */
export const light = {
  paper: '#fbfcfe',
  raised: '#ffffff',
  sunken: '#f2f5f7',
  line: '#dde0e3',
  ink: '#141b24',
  inkSoft: '#4e5661',
  accent: '#0062a1',
  accentSoft: '#e1f1ff',
  onAccent: '#f9fcff',
} as const;

const dark: Record<keyof typeof light, string> = {
  paper: '#0f1318',
  raised: '#171c22',
  sunken: '#0f1318',
  line: '#2b3138',
  ink: '#eceff2',
  inkSoft: '#a5abb4',
  accent: '#6bbaf0',
  accentSoft: '#142b3e',
  onAccent: '#07121e',
};

export const fontStack = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** Inline styles carry the light colours; programs that know dark mode repaint by class, which needs `!important`. */
export const letterCss = `
@media (prefers-color-scheme: dark) {
  .paper { background-color: ${dark.paper} !important; }
  .raised { background-color: ${dark.raised} !important; border-color: ${dark.line} !important; }
  .panel { background-color: ${dark.accentSoft} !important; }
  .ink { color: ${dark.ink} !important; }
  .soft { color: ${dark.inkSoft} !important; }
  .rule { border-color: ${dark.line} !important; }
  .ring { border-color: ${dark.ink} !important; }
  .reached { border-color: ${dark.accent} !important; }
  .link { color: ${dark.accent} !important; }
  .button { background-color: ${dark.accent} !important; color: ${dark.onAccent} !important; }
}
@media (max-width: 480px) {
  .card { padding: 28px 20px !important; }
  .heading { font-size: 24px !important; }
}`;
