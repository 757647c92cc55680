import { darken, lighten } from './colour.ts';
import type { AccessoryDrawing } from './drawing.types.ts';
import { stage } from './stage.ts';

const shadow = (rx: number, y: number) =>
  `<ellipse cx="800" cy="${y}" rx="${rx}" ry="32" fill="#15151c" opacity="0.24" filter="url(#shadow-soft)"/><ellipse cx="800" cy="${y - 8}" rx="${rx * 0.9}" ry="10" fill="#15151c" opacity="0.22" filter="url(#shadow-near)"/>`;

const bodies: Record<AccessoryDrawing['form'], (main: string, accent: string) => string> = {
  case: (main, accent) => `${shadow(430, 760)}
<path d="M380 600C380 470 470 420 800 420S1220 470 1220 600V640C1220 730 1160 756 800 756S380 730 380 640Z" fill="url(#body)"/>
<path d="M380 604C470 640 1130 640 1220 604" fill="none" stroke="${darken(main, 0.5)}" stroke-width="5"/><path d="M384 612C474 648 1126 648 1216 612" fill="none" stroke="#fff" stroke-opacity="0.22" stroke-width="3"/>
<path d="M430 520C520 452 700 444 860 446" fill="none" stroke="#fff" stroke-opacity="0.35" stroke-width="16" stroke-linecap="round" filter="url(#blur-2)"/>
<rect x="764" y="616" width="72" height="34" rx="10" fill="${accent}"/><path d="M412 690C520 728 1080 728 1188 690" fill="none" stroke="${lighten(main, 0.3)}" stroke-dasharray="14 10" stroke-width="3"/>`,
  'soft-case': (main, accent) => `${shadow(400, 780)}
<path d="M430 520Q430 470 480 466L1120 430Q1170 428 1176 478L1196 690Q1198 740 1150 744L500 776Q448 778 444 730Z" fill="url(#body)"/>
<path d="M450 540L1178 500" stroke="${darken(main, 0.4)}" stroke-width="4"/><path d="M462 752L1180 716" stroke="${lighten(main, 0.35)}" stroke-width="3" stroke-dasharray="13 9"/>
<path d="M470 500L1150 460" stroke="#fff" stroke-opacity="0.3" stroke-width="12" stroke-linecap="round" filter="url(#blur-2)"/><circle cx="820" cy="520" r="17" fill="${accent}"/><circle cx="816" cy="515" r="5" fill="#fff" fill-opacity="0.7"/>`,
  cloth: (main, accent) => `${shadow(400, 800)}
<path d="M420 420Q620 370 800 410T1190 400Q1220 560 1186 780Q980 820 800 786T430 800Q392 600 420 420Z" fill="url(#body)"/>
<path d="M1190 400Q1220 560 1186 780Q1110 640 960 600Q1100 520 1190 400Z" fill="${darken(main, 0.16)}" opacity="0.7"/><path d="M470 470Q700 430 900 470T1150 450M470 560Q640 520 860 570" fill="none" stroke="#fff" stroke-opacity="0.3" stroke-width="10" filter="url(#blur-2)"/>
<path d="M438 442Q620 394 800 432T1172 424" fill="none" stroke="${accent}" stroke-width="4" stroke-dasharray="3 7"/>`,
  spray: (main, accent) => `${shadow(170, 890)}
<rect x="690" y="430" width="220" height="450" rx="54" fill="url(#body)"/><rect x="708" y="450" width="34" height="400" rx="17" fill="#fff" opacity="0.4" filter="url(#blur-2)"/>
<path d="M744 430V380Q744 350 770 350H830Q856 350 856 380V430Z" fill="${darken(main, 0.35)}"/><path d="M752 350V286Q752 262 776 262H848Q900 262 900 300V318H846V350Z" fill="url(#trim)"/><circle cx="900" cy="302" r="8" fill="#222"/>
<rect x="716" y="560" width="168" height="190" rx="14" fill="${accent}" opacity="0.92"/><circle cx="770" cy="655" r="34" fill="none" stroke="#fff" stroke-width="7"/><circle cx="832" cy="655" r="34" fill="none" stroke="#fff" stroke-width="7"/>`,
  chain: (main, accent) => {
    const links = Array.from({ length: 46 }, (_, i) => {
      const u = i / 45;
      const x = 380 + 840 * u;
      const y = 360 + 460 * Math.sin(Math.PI * u) ** 0.8;
      const slope = (Math.atan2(460 * Math.PI * Math.cos(Math.PI * u), 840) * 180) / Math.PI;
      return `<g transform="translate(${x.toFixed(0)} ${y.toFixed(0)}) rotate(${slope.toFixed(0)})"><ellipse rx="14" ry="${i % 2 ? 4 : 9}" fill="none" stroke="url(#trim)" stroke-width="5"/></g>`;
    });
    return `<g opacity="0.18" transform="translate(14 26)" filter="url(#shadow-near)">${links.join('')}</g>${links.join('')}${[380, 1220].map((x) => `<ellipse cx="${x}" cy="330" rx="16" ry="34" fill="none" stroke="${darken(main, 0.2)}" stroke-width="8"/><circle cx="${x}" cy="366" r="9" fill="${accent}"/>`).join('')}`;
  },
  kit: (main, accent) =>
    `<g transform="translate(-270 60) scale(0.95)">${bodies.spray(main, accent)}</g><g transform="translate(330 190) scale(0.72)">${bodies.cloth(lighten(accent, 0.5), main)}</g>`,
  stand: (_main, accent) => `${shadow(330, 830)}
<path d="M500 800Q500 770 560 766H1040Q1100 770 1100 800T1040 826H560Q500 826 500 800Z" fill="url(#body)"/><path d="M740 780V430Q740 396 774 396H826Q860 396 860 430V780Z" fill="url(#body)"/>
<path d="M640 430Q800 330 960 430Q970 470 930 470Q800 400 670 470Q630 470 640 430Z" fill="${accent}"/><path d="M560 780H1040" stroke="#fff" stroke-opacity="0.4" stroke-width="6"/>`,
  wipes: (main, accent) => `${shadow(330, 830)}
<path d="M500 420H1100V800Q1100 824 1076 824H524Q500 824 500 800Z" fill="url(#body)"/><path d="M500 420L560 360H1160L1100 420Z" fill="${lighten(main, 0.4)}"/><path d="M1100 420L1160 360V760L1100 820Z" fill="${darken(main, 0.3)}"/>
<ellipse cx="800" cy="560" rx="150" ry="52" fill="#ffffff" opacity="0.92"/><path d="M740 550Q780 440 820 500T890 520Q880 590 800 580T740 550Z" fill="#ffffff" stroke="#c9d2d6" stroke-width="3"/><rect x="560" y="690" width="480" height="62" rx="31" fill="${accent}"/>`,
};

/** Cases, cloths and the small things beside glasses, in the colours of the variant. */
export function drawAccessory(d: AccessoryDrawing): string {
  const [main, accent] = d.colours;
  const gradient = (id: string, colour: string) =>
    `<linearGradient id="${id}" x1="0.15" y1="0" x2="0.7" y2="1"><stop offset="0" stop-color="${lighten(colour, 0.32)}"/><stop offset="0.5" stop-color="${colour}"/><stop offset="1" stop-color="${darken(colour, 0.3)}"/></linearGradient>`;
  const zoom = d.view === 'DETAIL' ? 'translate(-640 -520) scale(1.8)' : '';
  return stage(
    `<g transform="${zoom}">${bodies[d.form](main, accent)}</g>`,
    gradient('body', main) + gradient('trim', accent),
  );
}
