import { darken, lighten, luminance } from './colour.ts';
import { CANVAS, type FrameDrawing } from './drawing.types.ts';
import { arcOf, type FrameSolid, frameSolid, mirrored, templeLine } from './frame-solid.ts';
import { type Camera, type Point2, type Point3, polygon, projector, smooth } from './projection.ts';
import { stage } from './stage.ts';
import { materialDefinitions, materialFill } from './surface.ts';

const cameras: Record<'FRONT' | 'ANGLE' | 'SIDE', Camera> = {
  FRONT: { yawDeg: 0, pitchDeg: 7, distanceMm: 620, pxPerMm: 9.1, centre: { x: 0, y: 0 } },
  ANGLE: { yawDeg: -37, pitchDeg: 14, distanceMm: 640, pxPerMm: 7.7, centre: { x: 0, y: 0 } },
  SIDE: { yawDeg: -88, pitchDeg: 5, distanceMm: 900, pxPerMm: 8, centre: { x: 0, y: 0 } },
};

/** The camera of a view, moved so that the whole frame sits in the middle of the picture, a little high to leave room for the shadow. */
function centredCamera(d: FrameDrawing, solid: FrameSolid, view: 'FRONT' | 'ANGLE' | 'SIDE'): Camera {
  const camera = cameras[view];
  const project = projector(camera);
  const front = eyes(solid.outer)
    .flat()
    .map((p) => ({ ...p, z: solid.frontZ(p.x) }));
  const points = [...front, ...templeLine(d, solid, 1), ...templeLine(d, solid, -1)].map(project);
  const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  return { ...camera, centre: { x: CANVAS.width / 2 - middle(xs), y: CANVAS.height * 0.485 - middle(ys) } };
}

/** Everything a layer needs. */
interface Scene {
  d: FrameDrawing;
  solid: FrameSolid;
  /** A point of the front at a depth behind its face, on the canvas. */
  front(p: Point2, behindMm?: number): Point2;
  project(p: Point3): Point2;
  px: number;
  view: 'FRONT' | 'ANGLE' | 'SIDE';
}

/**
 * A frame photographed from its data: its own outline and box, bent to its base curve, with temples in perspective, the colourway's
 * material, demo lenses or tint, and the shadow it throws on the table.
 */
export function drawFrame(d: FrameDrawing, view: 'FRONT' | 'ANGLE' | 'SIDE'): string {
  const solid = frameSolid(d);
  const camera = centredCamera(d, solid, view);
  const project = projector(camera);
  const scene: Scene = {
    d,
    solid,
    project,
    view,
    px: camera.pxPerMm,
    front: (p, behind = 0) => project({ x: p.x, y: p.y, z: solid.frontZ(p.x) - behind }),
  };
  const far = temple(scene, -1);
  const near = temple(scene, 1);
  const face = [nosePads(scene), frontBack(scene), lenses(scene), frontFace(scene), fittings(scene)].join('\n');
  const order = view === 'SIDE' ? [far, face, near] : [far, near, face];
  return stage([shadows(scene), ...order].join('\n'), `${materialDefinitions(d.look)}\n${definitions(scene)}`);
}

const eyes = (points: readonly Point2[]): Point2[][] => [[...points], mirrored(points)];

/** Solid parts of an acetate front: rims, bridge, end pieces, each as its own outline in the plane of the front. */
function bodyOutlines({ d, solid }: Scene): {
  rings: { outer: Point2[]; inner: Point2[] }[];
  bands: Point2[][];
  parts: Point2[][];
} {
  const full = d.rim === 'FULL' || d.rim === 'WRAP';
  const upperOnly = d.rim === 'HALF' || d.build === 'combination';
  const rings =
    full && !upperOnly ? eyes(solid.outer).map((outer, i) => ({ outer, inner: eyes(solid.inner)[i] ?? [] })) : [];
  const bands = upperOnly ? eyes(taperedBand(solid)).map((band) => band) : [];
  return {
    rings,
    bands,
    parts:
      d.build === 'combination' ? eyes(endPiece(d, solid)) : [bridgeOutline(d, solid), ...eyes(endPiece(d, solid))],
  };
}

/** The upper half of a rim, running out to a point at both ends. */
function taperedBand(solid: FrameSolid): Point2[] {
  const outer = arcOf(solid.outer, -14, 200);
  const inner = arcOf(solid.inner, -14, 200);
  const tapered = outer.map((p, i) => {
    const share = Math.min(1, Math.min(i, outer.length - 1 - i) / 16);
    const base = inner[i] ?? p;
    return { x: base.x + (p.x - base.x) * share ** 0.7, y: base.y + (p.y - base.y) * share ** 0.7 };
  });
  return [...tapered, ...[...inner].reverse()];
}

function bridgeOutline(d: FrameDrawing, solid: FrameSolid): Point2[] {
  const [from, to] = d.bridge === 'keyhole' ? [2, 48] : [-4, 46];
  const right = arcOf(solid.outer, from, to).map((p, i, all) => {
    const inner = arcOf(solid.inner, from, to)[i] ?? p;
    const share = i === 0 || i === all.length - 1 ? 0.5 : 0.4;
    return { x: inner.x + (p.x - inner.x) * share, y: inner.y + (p.y - inner.y) * share };
  });
  const bottom = right[0] ?? { x: 0, y: 0 };
  const top = right.at(-1) ?? { x: 0, y: 0 };
  const left = mirrored(right).reverse();
  const dip = d.bridge === 'keyhole' ? 2.2 : 1.4;
  const over = curve(top, { x: 0, y: top.y - dip }, { x: -top.x, y: top.y });
  const arch = d.bridge === 'keyhole' ? 1.9 : 1;
  const under = curve({ x: -bottom.x, y: bottom.y }, { x: 0, y: bottom.y + (top.y - bottom.y) * 0.62 * arch }, bottom);
  return [...right, ...over, ...left, ...under];
}

function endPiece(d: FrameDrawing, solid: FrameSolid): Point2[] {
  const body = arcOf(solid.outer, 118, 178).map((p, i) => {
    const inner = arcOf(solid.inner, 118, 178)[i] ?? p;
    return { x: inner.x + (p.x - inner.x) * 0.4, y: inner.y + (p.y - inner.y) * 0.4 };
  });
  const half = d.build === 'acetate' ? d.rimMm[1] * 0.95 + 0.9 : 1.8;
  const hinge = { x: -solid.halfWidth, y: solid.hinge.y };
  const first = body[0] ?? hinge;
  const last = body.at(-1) ?? hinge;
  return [
    ...body,
    ...curve(last, { x: (last.x + hinge.x) / 2, y: hinge.y - half - 1.2 }, { x: hinge.x + 0.8, y: hinge.y - half }),
    { x: hinge.x, y: hinge.y - half + 1 },
    { x: hinge.x, y: hinge.y + half - 1 },
    ...curve(
      { x: hinge.x + 0.8, y: hinge.y + half },
      { x: (first.x + hinge.x) / 2, y: Math.max(first.y, hinge.y + half) },
      first,
    ),
  ];
}

/** A quadratic curve as points. */
function curve(from: Point2, over: Point2, to: Point2): Point2[] {
  return Array.from({ length: 13 }, (_, i) => {
    const u = i / 12;
    return {
      x: (1 - u) ** 2 * from.x + 2 * u * (1 - u) * over.x + u ** 2 * to.x,
      y: (1 - u) ** 2 * from.y + 2 * u * (1 - u) * over.y + u ** 2 * to.y,
    };
  });
}

const hasBody = (d: FrameDrawing) => d.build !== 'metal' && d.rim !== 'RIMLESS';

function bodyPaths(scene: Scene, behindMm: number): string[] {
  const { rings, bands, parts } = bodyOutlines(scene);
  const at = (points: readonly Point2[]) => polygon(points.map((p) => scene.front(p, behindMm)));
  return [
    ...rings.map(({ outer, inner }) => `<path fill-rule="evenodd" d="${at(outer)}${at(inner)}"/>`),
    ...[...bands, ...parts].map((points) => `<path d="${at(points)}"/>`),
  ];
}

function definitions(scene: Scene): string {
  const lensClips = eyes(scene.solid.inner).map(
    (ring, i) => `<clipPath id="lens-${i}"><path d="${polygon(ring.map((p) => scene.front(p, 1)))}"/></clipPath>`,
  );
  const { lens } = scene.d.look;
  const tint = `<linearGradient id="tint" x1="0" y1="0" x2="0.12" y2="1"><stop offset="0" stop-color="${lens.top}" stop-opacity="${lens.opacity}"/><stop offset="1" stop-color="${lens.bottom}" stop-opacity="${(lens.opacity * (lens.top === lens.bottom ? 1 : 0.72)).toFixed(2)}"/></linearGradient>`;
  const mirror = lens.mirror
    ? `<linearGradient id="mirror" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${lighten(lens.mirror, 0.55)}" stop-opacity="0.75"/><stop offset="0.45" stop-color="${lens.mirror}" stop-opacity="0.7"/><stop offset="1" stop-color="${darken(lens.mirror, 0.35)}" stop-opacity="0.75"/></linearGradient>`
    : '';
  const glint = `<linearGradient id="glint" x1="0" y1="0" x2="1" y2="0.6"><stop offset="0" stop-color="#ffffff" stop-opacity="0.62"/><stop offset="1" stop-color="#ffffff" stop-opacity="0.04"/></linearGradient>`;
  const face = hasBody(scene.d)
    ? `<mask id="face" maskUnits="userSpaceOnUse" x="0" y="0" width="${CANVAS.width}" height="${CANVAS.height}"><g fill="#ffffff">${bodyPaths(scene, 0).join('')}</g></mask>`
    : '';
  return [...lensClips, tint, mirror, glint, face].join('\n');
}

/** The thickness of the front: slices behind the face, darker toward the back. */
function frontBack(scene: Scene): string {
  const { d, solid } = scene;
  if (!hasBody(d)) return '';
  const [main = '#222222'] = d.look.colours;
  const crystal = d.look.pattern === 'crystal';
  const slices = 6;
  return Array.from({ length: slices }, (_, i) => {
    const behind = solid.depthMm * (1 - i / slices);
    const colour = crystal ? lighten(main, 0.1) : darken(main, 0.5 - 0.06 * i);
    return `<g fill="${colour}" opacity="${crystal ? 0.16 : 1}">${bodyPaths(scene, behind).join('')}</g>`;
  }).join('\n');
}

function frontFace(scene: Scene): string {
  const { d } = scene;
  const wire = metalRims(scene);
  if (!hasBody(d)) return wire;
  const edge =
    d.look.pattern === 'crystal'
      ? `<g fill="none" stroke="${darken(d.look.colours[0] ?? '#888888', 0.35)}" stroke-opacity="0.4" stroke-width="2">${bodyPaths(scene, 0).join('')}</g>`
      : '';
  return `${wire}<g filter="url(#bevel)">${materialFill(d.look, 'mask', 'face')}</g>${edge}`;
}

/** Wire rims: full for metal, the lower half for browlines, a nylon thread for half rims, the bare lens edge for rimless. */
function metalRims(scene: Scene): string {
  const { d, solid } = scene;
  if (d.build === 'acetate' && d.rim !== 'HALF') return '';
  const whole = eyes(solid.inner);
  const path = (ring: readonly Point2[], behind: number, closed: boolean) =>
    polygon(
      ring.map((p) => scene.front(p, behind)),
      closed,
    );
  if (d.rim === 'RIMLESS' || (d.rim === 'HALF' && d.build !== 'combination'))
    return [
      ...whole.map(
        (ring) =>
          `<path d="${path(ring, 1, true)}" fill="none" stroke="#6f7f80" stroke-opacity="0.55" stroke-width="3.2"/><path d="${path(ring, 0, true)}" fill="none" stroke="#ffffff" stroke-opacity="0.75" stroke-width="1.4"/>`,
      ),
      d.rim === 'HALF' && d.build === 'metal'
        ? eyes(arcOf(solid.inner, -8, 192))
            .map((arc) => wire(path(arc, 1.2, false), path(arc, 0, false), d.rimMm[1] * scene.px))
            .join('')
        : '',
    ].join('');
  const width = (d.build === 'combination' ? 1.1 : Math.max(1.2, d.rimMm[0])) * scene.px;
  return whole.map((ring) => wire(path(ring, 1.4, true), path(ring, 0, true), width)).join('');
}

/** A round wire: its dark back, its body with the metal's reflections, and a fine line of light. */
function wire(back: string, frontPath: string, width: number): string {
  const line = (d: string, stroke: string, w: number, extra = '') =>
    `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${w.toFixed(1)}" stroke-linecap="round" stroke-linejoin="round" ${extra}/>`;
  return (
    line(back, '#1b1b1e', width, 'stroke-opacity="0.55"') +
    line(frontPath, 'url(#metal)', width) +
    line(frontPath, '#ffffff', Math.max(1.2, width * 0.16), 'stroke-opacity="0.55" transform="translate(-1.2 -1.8)"')
  );
}

/** Metal bridge, end pieces and screws, or the rivets of an acetate front. */
function fittings(scene: Scene): string {
  const { d, solid } = scene;
  if (d.build === 'acetate') return d.rim === 'RIMLESS' ? '' : rivets(scene);
  const parts: string[] = [];
  const width = Math.max(1.5, d.rimMm[0] * 1.15) * scene.px;
  const strand = (points: Point2[], w = width) =>
    wire(smooth(points.map((p) => scene.front(p, 1.2))), smooth(points.map((p) => scene.front(p, 0))), w);
  const anchor = arcOf(solid.inner, 22, 22)[0] ?? { x: 0, y: 0 };
  const rise = d.lensHeightMm * 0.09;
  parts.push(
    strand([
      anchor,
      { x: anchor.x * 0.5, y: anchor.y + rise },
      { x: -anchor.x * 0.5, y: anchor.y + rise },
      { x: -anchor.x, y: anchor.y },
    ]),
  );
  if (d.bridge === 'double') {
    const high = arcOf(solid.inner, 58, 58)[0] ?? anchor;
    parts.push(
      strand([
        high,
        { x: high.x * 0.4, y: high.y + 0.6 },
        { x: -high.x * 0.4, y: high.y + 0.6 },
        { x: -high.x, y: high.y },
      ]),
    );
  }
  const corner = arcOf(solid.inner, 152, 152)[0] ?? solid.hinge;
  for (const side of [1, -1]) {
    if (d.build === 'combination') break;
    const points = [
      corner,
      { x: (corner.x - solid.halfWidth) / 2, y: solid.hinge.y + 0.6 },
      { x: -solid.halfWidth + 0.4, y: solid.hinge.y },
    ];
    parts.push(strand(side === 1 ? points : mirrored(points), width * 1.25));
    if (d.rim === 'RIMLESS')
      for (const p of [anchor, corner]) {
        const at = scene.front({ x: p.x * side, y: p.y }, -0.4);
        parts.push(
          `<circle cx="${at.x.toFixed(1)}" cy="${at.y.toFixed(1)}" r="11" fill="url(#metal-cross)" stroke="#2a2a2e" stroke-opacity="0.5" stroke-width="1.4"/>`,
        );
      }
  }
  return parts.join('');
}

function rivets(scene: Scene): string {
  const { solid, d } = scene;
  if (d.rim === 'WRAP') return '';
  return [1, -1]
    .map((side) => {
      const at = scene.front({ x: side * -(solid.halfWidth - 3.6), y: solid.hinge.y }, -0.3);
      return `<g fill="url(#metal-cross)" stroke="#111114" stroke-opacity="0.35" stroke-width="1"><ellipse cx="${(at.x - 5).toFixed(1)}" cy="${at.y.toFixed(1)}" rx="4.6" ry="6"/><ellipse cx="${(at.x + 8).toFixed(1)}" cy="${at.y.toFixed(1)}" rx="4.6" ry="6"/></g>`;
    })
    .join('');
}

function nosePads(scene: Scene): string {
  const { d, solid } = scene;
  if (d.build === 'acetate') return '';
  return [1, -1]
    .map((side) => {
      const root = arcOf(solid.inner, 4, 4)[0] ?? { x: 0, y: 0 };
      const pad = { x: side * (root.x + 3.4), y: root.y - d.lensHeightMm * 0.14, z: solid.frontZ(root.x) - 7 };
      const from = scene.front({ x: root.x * side, y: root.y });
      const to = scene.project(pad);
      const over = scene.project({ ...pad, y: pad.y + 5, z: pad.z + 1 });
      const tilt = side * (scene.view === 'FRONT' ? 16 : 8);
      return `<path d="M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${over.x.toFixed(1)} ${over.y.toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}" fill="none" stroke="url(#metal)" stroke-width="6" stroke-linecap="round"/><g transform="translate(${to.x.toFixed(1)} ${to.y.toFixed(1)}) rotate(${tilt})"><ellipse rx="17" ry="36" fill="#eef1f0" fill-opacity="0.72" stroke="#a9b1b1" stroke-opacity="0.7" stroke-width="2"/><ellipse cx="-4" cy="-9" rx="5" ry="15" fill="#ffffff" fill-opacity="0.85"/></g>`;
    })
    .join('');
}

function lenses(scene: Scene): string {
  const { lens } = scene.d.look;
  return eyes(scene.solid.inner)
    .map((ring, i) => {
      const outline = polygon(ring.map((p) => scene.front(p, 1)));
      const xs = ring.map((p) => p.x);
      const [left, right] = [Math.min(...xs), Math.max(...xs)];
      const half = scene.d.lensHeightMm / 2;
      const width = right - left;
      // Window light: two slanted bands, clipped to the lens, softer on clear lenses.
      const band = (from: number, to: number) =>
        polygon(
          [
            { x: left + width * from, y: half + 4 },
            { x: left + width * to, y: half + 4 },
            { x: left + width * (to - 0.42), y: -half - 4 },
            { x: left + width * (from - 0.42), y: -half - 4 },
          ].map((p) => scene.front(p)),
        );
      const light = lens.opacity > 0.4 ? 0.34 : 0.5;
      return `<path d="${outline}" fill="url(#tint)"/>${lens.mirror ? `<path d="${outline}" fill="url(#mirror)"/>` : ''}<g clip-path="url(#lens-${i})"><g opacity="${light}" filter="url(#blur-2)"><path d="${band(0.36, 0.66)}" fill="url(#glint)"/><path d="${band(0.74, 0.82)}" fill="url(#glint)" opacity="0.7"/></g><path d="${outline}" fill="none" stroke="#0c1416" stroke-opacity="0.2" stroke-width="7"/></g>`;
    })
    .join('\n');
}

/** One temple: its outer side in the frame's material, the inner side and the upper edge darker or lighter by the light. */
function temple(scene: Scene, side: -1 | 1): string {
  const { d, solid, project } = scene;
  const line = templeLine(d, solid, side);
  const thickness = d.build === 'acetate' ? 4 : 1.3;
  const metalTemple = d.build !== 'acetate';
  const face = (inset: number) => {
    const shift = (p: Point3) => ({ ...p, x: p.x - side * inset });
    return polygon([
      ...line.map((p) => project(shift({ ...p, y: p.y + p.half }))),
      ...[...line].reverse().map((p) => project(shift({ ...p, y: p.y - p.half }))),
    ]);
  };
  const top = polygon([
    ...line.map((p) => project({ ...p, y: p.y + p.half })),
    ...[...line].reverse().map((p) => project({ ...p, x: p.x - side * thickness, y: p.y + p.half })),
  ]);
  const outside = face(0);
  const inside = face(thickness);
  // The camera sees the outside of the near temple when turned, and the insides from the front.
  const showsOutside = scene.view !== 'FRONT' && side === 1;
  const id = `temple-${side === 1 ? 'near' : 'far'}`;
  const [main = '#333333'] = d.look.colours;
  const clip = `<clipPath id="${id}"><path d="${showsOutside ? outside : inside}"/></clipPath>`;
  const crystal = d.look.pattern === 'crystal' ? 0.62 : 1;
  if (metalTemple) {
    const tipFrom = Math.floor(line.length * 0.74);
    const tipLine = line.slice(tipFrom);
    const tip = polygon([
      ...tipLine.map((p) => project({ ...p, y: p.y + p.half * 1.1 })),
      ...[...tipLine].reverse().map((p) => project({ ...p, y: p.y - p.half * 1.1 })),
    ]);
    const tipColour = luminance(main) > 0.75 ? '#3a3a40' : main;
    return `<path d="${inside}" fill="${darken(d.look.metal, 0.35)}"/><path d="${top}" fill="${lighten(d.look.metal, 0.3)}"/><path d="${outside}" fill="url(#metal-cross)"/><path d="${tip}" fill="${tipColour}" filter="url(#bevel)"/>`;
  }
  return `${clip}<g opacity="${crystal}"><path d="${showsOutside ? inside : outside}" fill="${darken(main, 0.45)}"/><path d="${top}" fill="${lighten(main, luminance(main) < 0.2 ? 0.18 : 0.3)}"/><g filter="url(#bevel)">${materialFill(d.look, 'clip-path', id, showsOutside ? 0 : 0.28)}</g></g>`;
}

/** What the frame throws on the table: front and temples flattened onto the floor, once wide and once close. */
function shadows(scene: Scene): string {
  const { d, solid, project } = scene;
  const floor = solid.floor;
  const ground = (p: Point3) =>
    project({ ...p, x: p.x + (p.y - floor) * 0.1, y: floor, z: p.z + (p.y - floor) * 0.22 });
  const rims = eyes(solid.outer).map((ring) => polygon(ring.map((p) => ground({ ...p, z: solid.frontZ(p.x) - 2 }))));
  const arms = ([1, -1] as const).map((side) => {
    const line = templeLine(d, solid, side);
    return polygon([
      ...line.map((p) => ground({ ...p, x: p.x + side * 2 })),
      ...[...line].reverse().map((p) => ground({ ...p, x: p.x - side * 3 })),
    ]);
  });
  const strength = d.rim === 'RIMLESS' || d.look.pattern === 'crystal' ? 0.6 : 1;
  const contact = project({ x: 0, y: floor, z: -4 });
  const reach = d.frameWidthMm * scene.px * (scene.view === 'SIDE' ? 0.12 : scene.view === 'ANGLE' ? 0.4 : 0.46);
  return `<g opacity="${strength}"><ellipse cx="${contact.x.toFixed(0)}" cy="${(contact.y + 16).toFixed(0)}" rx="${reach.toFixed(0)}" ry="26" fill="#1a1a22" opacity="0.16" filter="url(#shadow-soft)"/><g fill="#15151c"><g opacity="0.2" filter="url(#shadow-soft)"><path d="${rims.join('')}"/><path d="${arms.join('')}"/></g><g opacity="0.16" filter="url(#shadow-near)"><path d="${arms.join('')}"/></g></g></g>`;
}
