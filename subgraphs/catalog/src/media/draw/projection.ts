/** A point of the object in millimetres: x to the viewer's right, y up, z toward the viewer. */
export interface Point3 {
  x: number;
  y: number;
  z: number;
}
export interface Point2 {
  x: number;
  y: number;
}

export interface Camera {
  /** Turns the object to the left (its right side shows), degrees. */
  yawDeg: number;
  /** Looks down on it, degrees. */
  pitchDeg: number;
  /** Millimetres between the eye and the origin; smaller is a stronger perspective. */
  distanceMm: number;
  pxPerMm: number;
  /** Where the origin lands on the canvas. */
  centre: Point2;
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Builds the function that carries a point of the object onto the canvas. */
export function projector(camera: Camera): (p: Point3) => Point2 {
  const [sinYaw, cosYaw] = [Math.sin(radians(camera.yawDeg)), Math.cos(radians(camera.yawDeg))];
  const [sinPitch, cosPitch] = [Math.sin(radians(camera.pitchDeg)), Math.cos(radians(camera.pitchDeg))];
  return (p) => {
    const x = p.x * cosYaw + p.z * sinYaw;
    const turned = -p.x * sinYaw + p.z * cosYaw;
    const y = p.y * cosPitch - turned * sinPitch;
    const z = p.y * sinPitch + turned * cosPitch;
    const scale = (camera.pxPerMm * camera.distanceMm) / (camera.distanceMm - z);
    return { x: camera.centre.x + x * scale, y: camera.centre.y - y * scale };
  };
}

const number = (value: number) => value.toFixed(1);

/** A closed or open path of straight pieces; the outlines have enough points to look smooth. */
export function polygon(points: readonly Point2[], closed = true): string {
  return `M${points.map((p) => `${number(p.x)} ${number(p.y)}`).join('L')}${closed ? 'Z' : ''}`;
}

/** A smooth curve through points (Catmull-Rom as cubic Béziers). */
export function smooth(points: readonly Point2[], closed = false): string {
  const n = points.length;
  const at = (i: number): Point2 =>
    (closed ? points[((i % n) + n) % n] : points[Math.max(0, Math.min(n - 1, i))]) ?? { x: 0, y: 0 };
  let path = `M${number(at(0).x)} ${number(at(0).y)}`;
  for (let i = 0; i < (closed ? n : n - 1); i++) {
    const [before, from, to, after] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    path += `C${number(from.x + (to.x - before.x) / 6)} ${number(from.y + (to.y - before.y) / 6)} ${number(to.x - (after.x - from.x) / 6)} ${number(to.y - (after.y - from.y) / 6)} ${number(to.x)} ${number(to.y)}`;
  }
  return closed ? `${path}Z` : path;
}
