/** Days off a promise as people say it; the sign is never left to be guessed. */
export function daysLate(days: number | string): string {
  const value = Number(days);
  if (value === 0) return 'on the day';
  const size = Math.abs(value);
  const text = Number.isInteger(size) ? String(size) : size.toFixed(2);
  return `${text} ${size === 1 ? 'day' : 'days'} ${value > 0 ? 'late' : 'early'}`;
}
