import { darken, lighten } from './colour.ts';
import type { SensorDrawing } from './drawing.types.ts';
import { type Point3, polygon, projector } from './projection.ts';
import { stage } from './stage.ts';

const MID = { x: 800, y: 540 };

function definitions(d: SensorDrawing): string {
  return `<linearGradient id="shell" x1="0.1" y1="0" x2="0.8" y2="1"><stop offset="0" stop-color="${lighten(d.shell, 0.5)}"/><stop offset="0.5" stop-color="${d.shell}"/><stop offset="1" stop-color="${darken(d.shell, 0.16)}"/></linearGradient>
<linearGradient id="shell-side" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="${darken(d.shell, 0.12)}"/><stop offset="0.35" stop-color="${lighten(d.shell, 0.25)}"/><stop offset="1" stop-color="${darken(d.shell, 0.34)}"/></linearGradient>
<radialGradient id="window" cx="0.35" cy="0.28" r="0.9"><stop offset="0" stop-color="#4a525a"/><stop offset="0.5" stop-color="#1a1e23"/><stop offset="1" stop-color="#08090b"/></radialGradient>
<radialGradient id="led"><stop offset="0" stop-color="#ffffff"/><stop offset="0.35" stop-color="${d.accent}"/><stop offset="1" stop-color="${d.accent}" stop-opacity="0"/></radialGradient>
<linearGradient id="cable" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${lighten(d.shell, 0.3)}"/><stop offset="1" stop-color="${darken(d.shell, 0.3)}"/></linearGradient>`;
}

const shadow = (rx: number, y: number) =>
  `<ellipse cx="${MID.x}" cy="${y}" rx="${rx}" ry="34" fill="#15151c" opacity="0.2" filter="url(#shadow-soft)"/><ellipse cx="${MID.x}" cy="${y - 6}" rx="${rx * 0.86}" ry="12" fill="#15151c" opacity="0.25" filter="url(#shadow-near)"/>`;

/** Presence waves, faint: what the device does. */
const waves = (accent: string, x: number, y: number) =>
  [1, 2, 3, 4]
    .map(
      (i) =>
        `<circle cx="${x}" cy="${y}" r="${190 + i * 92}" fill="none" stroke="${accent}" stroke-opacity="${(0.2 / i).toFixed(3)}" stroke-width="3"/>`,
    )
    .join('');

/** The device from its parameters: a rounded body by form and size, a radar window, a status light, its mount. */
export function drawSensor(d: SensorDrawing): string {
  const bodies = { sensor: sensorBody, power: powerKit, mount: mountPart, cable: cablePart, kit: kitBox };
  return stage(bodies[d.part](d), definitions(d));
}

function sensorBody(d: SensorDrawing): string {
  const turned = d.view === 'ANGLE';
  const close = d.view === 'DETAIL';
  const scale = (close ? 820 : 520) / Math.max(d.widthMm, d.heightMm);
  const [w, h] = [d.widthMm * scale, d.heightMm * scale];
  if (turned) return turnedBody(d);
  const radius =
    d.form === 'puck' ? Math.min(w, h) / 2 : d.form === 'bar' ? Math.min(w, h) * 0.45 : Math.min(w, h) * 0.2;
  const [left, top] = [MID.x - w / 2, MID.y - 40 - h / 2];
  const window =
    d.form === 'bar' ? { rx: w * 0.3, ry: h * 0.24 } : { rx: Math.min(w, h) * 0.27, ry: Math.min(w, h) * 0.27 };
  const cy = MID.y - 40;
  return `${close ? '' : waves(d.accent, MID.x, cy)}${shadow(w * 0.46, MID.y - 30 + h / 2)}
<rect x="${left}" y="${top}" width="${w}" height="${h}" rx="${radius}" fill="url(#shell)"/>
<rect x="${left + 5}" y="${top + 5}" width="${w - 10}" height="${h - 10}" rx="${radius - 5}" fill="none" stroke="#ffffff" stroke-opacity="0.65" stroke-width="4"/>
<rect x="${left}" y="${top}" width="${w}" height="${h}" rx="${radius}" fill="none" stroke="${darken(d.shell, 0.45)}" stroke-opacity="0.4" stroke-width="2"/>
<ellipse cx="${MID.x}" cy="${cy}" rx="${window.rx}" ry="${window.ry}" fill="url(#window)" stroke="${darken(d.shell, 0.3)}" stroke-width="3"/>
<ellipse cx="${MID.x - window.rx * 0.3}" cy="${cy - window.ry * 0.42}" rx="${window.rx * 0.42}" ry="${window.ry * 0.22}" fill="#ffffff" opacity="0.2" filter="url(#blur-2)"/>
<circle cx="${MID.x}" cy="${cy + h * 0.37}" r="26" fill="url(#led)" opacity="0.9"/><circle cx="${MID.x}" cy="${cy + h * 0.37}" r="5" fill="#ffffff"/>`;
}

/** Three-quarter view: the front outline carried through the depth in slices. */
function turnedBody(d: SensorDrawing): string {
  const project = projector({
    yawDeg: -32,
    pitchDeg: 20,
    distanceMm: 420,
    pxPerMm: 520 / Math.max(d.widthMm, d.heightMm),
    centre: { x: MID.x, y: MID.y - 30 },
  });
  const ring = (share: number, z: number): Point3[] =>
    Array.from({ length: 96 }, (_, i) => {
      const angle = (i / 96) * 2 * Math.PI;
      const power = d.form === 'puck' ? 1 : 2 / (d.form === 'bar' ? 4 : 6);
      const bend = (v: number) => Math.sign(v) * Math.abs(v) ** power;
      return {
        x: (d.widthMm / 2) * share * bend(Math.cos(angle)),
        y: (d.heightMm / 2) * share * bend(Math.sin(angle)),
        z,
      };
    });
  const slices = Array.from({ length: 22 }, (_, i) => {
    const z = -d.depthMm / 2 + (i / 21) * d.depthMm;
    const round = 1 - 0.05 * Math.max(0, (i - 16) / 5) ** 2;
    return `<path d="${polygon(ring(round, z).map(project))}" fill="${i < 21 ? 'url(#shell-side)' : 'url(#shell)'}"/>`;
  });
  const window = Math.min(d.widthMm, d.heightMm) / Math.max(d.widthMm, d.heightMm);
  const face = ring(0.52 * (d.form === 'bar' ? 1 : window), d.depthMm / 2).map(project);
  const led = project({ x: 0, y: -d.heightMm * 0.38, z: d.depthMm / 2 });
  const foot =
    d.mount === 'desk' ? `<path d="M${MID.x - 130} 838q130 -60 260 0q-130 46 -260 0" fill="url(#shell-side)"/>` : '';
  return `${shadow(270, 840)}${foot}${slices.join('')}<path d="${polygon(ring(0.95, d.depthMm / 2).map(project))}" fill="none" stroke="#ffffff" stroke-opacity="0.6" stroke-width="3"/><path d="${polygon(face)}" fill="url(#window)"/><circle cx="${led.x}" cy="${led.y}" r="22" fill="url(#led)"/>`;
}

function powerKit(_d: SensorDrawing): string {
  return `${shadow(330, 770)}
<path d="M760 560C980 560 1010 700 1180 690S1340 560 1220 500 1020 560 1100 640" fill="none" stroke="url(#cable)" stroke-width="20" stroke-linecap="round"/>
<path d="M760 560C980 560 1010 700 1180 690" fill="none" stroke="#fff" stroke-opacity="0.4" stroke-width="4" transform="translate(0 -5)"/>
<rect x="420" y="380" width="330" height="350" rx="64" fill="url(#shell)"/><rect x="428" y="388" width="314" height="334" rx="58" fill="none" stroke="#fff" stroke-opacity="0.6" stroke-width="4"/>
<rect x="520" y="520" width="130" height="44" rx="22" fill="#15181c"/><rect x="536" y="534" width="98" height="16" rx="8" fill="#3a4149"/>
<rect x="352" y="470" width="76" height="26" rx="6" fill="#c9ccd0"/><rect x="352" y="610" width="76" height="26" rx="6" fill="#c9ccd0"/>
<circle cx="585" cy="660" r="18" fill="url(#led)"/>`;
}

function mountPart(d: SensorDrawing): string {
  return `${shadow(260, 800)}
<path d="M560 760Q560 690 640 690H960Q1040 690 1040 760V776H560Z" fill="url(#shell)"/><rect x="560" y="772" width="480" height="22" rx="10" fill="${darken(d.shell, 0.25)}"/>
<path d="M760 700C740 560 700 480 720 380H800C790 480 850 560 850 700Z" fill="url(#shell-side)"/>
<circle cx="760" cy="350" r="104" fill="url(#shell)"/><circle cx="760" cy="350" r="104" fill="none" stroke="#fff" stroke-opacity="0.55" stroke-width="5"/><circle cx="760" cy="350" r="46" fill="url(#window)"/>
<circle cx="620" cy="734" r="13" fill="#80868c"/><circle cx="980" cy="734" r="13" fill="#80868c"/>`;
}

function cablePart(d: SensorDrawing): string {
  const coil = [0, 1, 2, 3].map(
    (i) =>
      `<ellipse cx="800" cy="${520 + i * 9}" rx="${300 - i * 26}" ry="${150 - i * 12}" fill="none" stroke="url(#cable)" stroke-width="22"/><ellipse cx="800" cy="${515 + i * 9}" rx="${300 - i * 26}" ry="${150 - i * 12}" fill="none" stroke="#fff" stroke-opacity="0.25" stroke-width="4"/>`,
  );
  const plug = (x: number, flip: number) =>
    `<g transform="translate(${x} 690) rotate(${flip * 24})"><rect x="-30" y="-70" width="60" height="112" rx="16" fill="url(#shell)" stroke="${darken(d.shell, 0.35)}" stroke-opacity="0.4"/><rect x="-21" y="42" width="42" height="52" rx="16" fill="#b9bdc2"/><rect x="-13" y="52" width="26" height="34" rx="11" fill="#6d737a"/></g>`;
  return `${shadow(330, 760)}${coil.join('')}${plug(560, 1)}${plug(1040, -1)}`;
}

function kitBox(d: SensorDrawing): string {
  return `${shadow(400, 880)}<g transform="translate(800 600) scale(0.56) translate(-800 -540)">${[-1, 0, 1]
    .map(
      (i) => `<g transform="translate(${i * 560} ${i === 0 ? -60 : 60})">${sensorBody({ ...d, view: 'DETAIL' })}</g>`,
    )
    .join('')}</g>`;
}
