import { describe, expect, it } from 'vitest';
import { businessDeadline, businessHoursBetween } from './business-hours.ts';
import { addMonths, ageOn, daysBetween, isCalendarDate } from './calendar-date.ts';
import { contactLensExpiry, expiryLawOf, isExpired, spectacleExpiry } from './expiry.ts';
import { isUsFederalHoliday, usFederalHolidays } from './us-federal-holidays.ts';

describe('eight business hours', () => {
  // June 2026, New York: UTC−4. The 8th is a Monday.
  const clock = { timeZone: 'America/New_York' };
  const local = (text: string) => new Date(`${text}:00-04:00`);

  it.each([
    ['Monday 10:00', '2026-06-08T10:00', '2026-06-09T10:00'],
    ['Friday 15:00', '2026-06-12T15:00', '2026-06-15T15:00'],
    ['Friday 17:30', '2026-06-12T17:30', '2026-06-15T17:00'],
    ['Saturday 11:00', '2026-06-13T11:00', '2026-06-15T17:00'],
    ['Friday 15:00 before a Monday holiday', '2026-05-22T15:00', '2026-05-26T15:00'],
    ['Thursday 08:00', '2026-06-11T08:00', '2026-06-11T17:00'],
  ])('received %s', (_, received, deadline) => {
    expect(businessDeadline(local(received), clock)).toEqual(local(deadline));
  });

  it('count Saturday hours only where the prescriber keeps them', () => {
    const withSaturday = { ...clock, saturday: { from: 9 * 60, to: 13 * 60 } };
    expect(businessDeadline(local('2026-06-12T15:00'), withSaturday)).toEqual(local('2026-06-15T11:00'));
  });

  it('run in the prescriber’s zone and across daylight saving', () => {
    // Friday 15:00 New York is 12:00 in Los Angeles; clocks change on Sunday 8 March 2026.
    expect(businessDeadline(new Date('2026-03-06T20:00:00Z'), { timeZone: 'America/Los_Angeles' }).toISOString()).toBe(
      '2026-03-09T19:00:00.000Z',
    );
    expect(() => businessDeadline(new Date(), { timeZone: 'Nowhere/Land' })).toThrow(RangeError);
  });

  it('are counted back the same way', () => {
    const from = local('2026-06-12T15:00');
    expect(businessHoursBetween(from, businessDeadline(from, clock), clock)).toBe(8);
    expect(businessHoursBetween(local('2026-06-13T10:00'), local('2026-06-14T10:00'), clock)).toBe(0);
  });
});

it('computes the federal holidays', () => {
  expect(usFederalHolidays(2026)).toEqual([
    '2026-01-01',
    '2026-01-19',
    '2026-02-16',
    '2026-05-25',
    '2026-06-19',
    '2026-07-03',
    '2026-09-07',
    '2026-10-12',
    '2026-11-11',
    '2026-11-26',
    '2026-12-25',
  ]);
  expect(isUsFederalHoliday('2021-12-31')).toBe(true);
  expect(usFederalHolidays(2022)).toContain('2022-12-26');
  expect(usFederalHolidays(2022)).not.toContain('2022-01-01');
});

describe('expiry', () => {
  it.each([
    ['US-NY', null, '2028-02-10'],
    ['US-LA', null, '2027-08-10'],
    ['US-TX', null, '2027-02-10'],
    ['US-MT', null, '2028-02-10'],
    ['US-TX', '2026-08-10', '2026-08-10'],
    ['DE', null, '2028-02-10'],
  ])('of spectacles in %s with date %s is %s', (place, expiresOn, expected) => {
    expect(spectacleExpiry({ issuedOn: '2026-02-10', expiresOn }, place)).toBe(expected);
  });

  it('of contact lenses is a year at least, shorter only for a medical reason', () => {
    const rx = { issuedOn: '2026-02-10', expiresOn: '2026-08-10' };
    expect(contactLensExpiry({ issuedOn: '2026-02-10' }, 'US')).toBe('2027-02-10');
    expect(contactLensExpiry(rx, 'US-CA')).toBe('2027-02-10');
    expect(contactLensExpiry({ ...rx, hasMedicalReason: true }, 'US')).toBe('2026-08-10');
    expect(contactLensExpiry({ ...rx, expiresOn: '2028-02-10' }, 'US')).toBe('2028-02-10');
  });

  it('lets the last day count', () => {
    expect(isExpired('2026-06-01', '2026-06-01')).toBe(false);
    expect(isExpired('2026-06-01', '2026-06-02')).toBe(true);
    expect(expiryLawOf('US-TX', { 'US-TX': { ...expiryLawOf('US'), spectacleMonths: 6 } }).spectacleMonths).toBe(6);
  });
});

it('keeps calendar dates free of clocks', () => {
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
  expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
  expect(daysBetween('2026-03-01', '2026-04-01')).toBe(31);
  expect(ageOn('2008-06-02', '2026-06-01')).toBe(17);
  expect(ageOn('2008-06-01', '2026-06-01')).toBe(18);
  expect([isCalendarDate('2026-02-29'), isCalendarDate('2024-02-29'), isCalendarDate('1.1.2026')]).toEqual([
    false,
    true,
    false,
  ]);
});
