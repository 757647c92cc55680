'use client';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

interface DialProps {
  value: string;
  label: string;
  onChange(axis: string): void;
}

/**
 * The axis as opticians see it: a half circle from 0 at the right over 90 at the top to 180 at the left (TABO, seen from the front).
 * Pointer and arrow keys turn it by whole degrees; the number field beside it is the same value.
 */
export function AxisDial({ value, label, onChange }: DialProps) {
  const svg = useRef<SVGSVGElement>(null);
  const axis = /^\d{1,3}$/.test(value.trim()) ? Math.min(180, Number(value)) : null;
  const angle = ((axis ?? 90) * Math.PI) / 180;
  const [x, y] = [40 * Math.cos(angle), 40 * Math.sin(angle)];
  const set = (degrees: number) => onChange(String(degrees < 1 ? 180 : degrees > 180 ? 1 : degrees));
  const turn = (event: PointerEvent<SVGSVGElement>) => {
    const box = svg.current?.getBoundingClientRect();
    if (!box) return;
    const dx = event.clientX - (box.left + box.width / 2);
    const dy = box.top + box.height * (46 / 58) - event.clientY;
    const degrees = Math.round((Math.atan2(Math.max(dy, 0), dx) * 180) / Math.PI);
    onChange(String(Math.min(180, Math.max(1, degrees))));
  };
  const key = (event: KeyboardEvent) => {
    const by = { ArrowRight: -1, ArrowDown: -1, ArrowLeft: 1, ArrowUp: 1, PageUp: 10, PageDown: -10 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    set((axis ?? 90) + by);
  };
  return (
    <svg
      ref={svg}
      viewBox="-50 -46 100 58"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: no element of its own is a round slider
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={180}
      aria-valuenow={axis ?? 90}
      aria-valuetext={axis === null ? '–' : `${axis}°`}
      onKeyDown={key}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        turn(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons) turn(event);
      }}
      className="h-auto w-full max-w-44 cursor-pointer touch-none select-none"
    >
      <path d="M-40 0A40 40 0 0 1 40 0" fill="none" stroke="var(--line-strong)" strokeWidth="1" />
      {Array.from({ length: 19 }, (_, index) => {
        const a = (index * Math.PI) / 18;
        const inner = index % 3 === 0 ? 34 : 37;
        return (
          <path
            key={a}
            d={`M${(inner * Math.cos(a)).toFixed(1)} ${(-inner * Math.sin(a)).toFixed(1)}L${(40 * Math.cos(a)).toFixed(1)} ${(-40 * Math.sin(a)).toFixed(1)}`}
            stroke="var(--line-strong)"
            strokeWidth=".8"
          />
        );
      })}
      <g fontSize="6" fill="var(--ink-soft)" textAnchor="middle" className="tabular">
        <text x="40" y="9">
          0
        </text>
        <text x="0" y="-26">
          90
        </text>
        <text x="-40" y="9">
          180
        </text>
      </g>
      {axis === null ? null : (
        <g stroke="var(--accent)" strokeWidth="1.6">
          <path d={`M${-x * 0.25} ${y * 0.25}L${x.toFixed(2)} ${(-y).toFixed(2)}`} />
          <circle cx={x} cy={-y} r="4" fill="var(--accent)" />
        </g>
      )}
    </svg>
  );
}
