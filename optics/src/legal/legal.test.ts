import { describe, expect, it } from 'vitest';
import { businessDeadline, businessHoursBetween } from './business-hours.ts';
import { addMonths, ageKnown, ageOn, daysBetween, isCalendarDate } from './calendar-date.ts';
import { contactLensExpiry, expiryLawOf, isExpired, spectacleExpiry, unverifiedExpiryLaws } from './expiry.ts';
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
    ['US-TX', null, '2028-02-10'],
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

describe('the clock of business hours', () => {
  const clock = { timeZone: 'America/New_York' };
  const local = (text: string) => new Date(`${text}-04:00`);

  it.each([
    ['2026-06-08T08:59:59', '2026-06-08T17:00:00'],
    ['2026-06-08T09:00:00', '2026-06-08T17:00:00'],
    ['2026-06-08T09:00:01', '2026-06-09T09:00:01'],
    ['2026-06-08T16:59:59', '2026-06-09T16:59:59'],
    ['2026-06-08T17:00:00', '2026-06-09T17:00:00'],
  ])('received at %s ends at %s', (received, deadline) => {
    expect(businessDeadline(local(received), clock)).toEqual(local(deadline));
  });

  it('takes other hours, and another list of holidays', () => {
    expect(businessDeadline(local('2026-06-08T10:00:00'), clock, 2)).toEqual(local('2026-06-08T12:00:00'));
    expect(businessDeadline(local('2026-06-08T15:00:00'), clock, 2)).toEqual(local('2026-06-08T17:00:00'));
    const isHoliday = (date: string) => date === '2026-06-09';
    expect(businessDeadline(local('2026-06-08T15:00:00'), { ...clock, isHoliday })).toEqual(
      local('2026-06-10T15:00:00'),
    );
  });

  it('says when it never opens', () => {
    expect(() => businessDeadline(local('2026-06-08T15:00:00'), { ...clock, isHoliday: () => true })).toThrow(
      'never opens',
    );
  });

  it('counts nothing on closed days, part of the first and last one, and never backward', () => {
    expect(businessHoursBetween(local('2026-06-08T10:00:00'), local('2026-06-08T12:30:00'), clock)).toBe(2.5);
    expect(businessHoursBetween(local('2026-06-08T07:00:00'), local('2026-06-08T20:00:00'), clock)).toBe(8);
    expect(businessHoursBetween(local('2026-06-05T16:00:00'), local('2026-06-08T10:00:00'), clock)).toBe(2);
    expect(businessHoursBetween(local('2026-06-08T12:00:00'), local('2026-06-08T10:00:00'), clock)).toBe(0);
    expect(businessHoursBetween(local('2026-06-09T12:00:00'), local('2026-06-08T10:00:00'), clock)).toBe(0);
    const saturday = { from: 600, to: 720 };
    expect(
      businessHoursBetween(local('2026-06-05T16:00:00'), local('2026-06-08T10:00:00'), { ...clock, saturday }),
    ).toBe(4);
    expect(businessHoursBetween(local('2026-06-18T16:00:00'), local('2026-06-22T10:00:00'), clock)).toBe(2);
  });

  it('sets the clock forward and back with the prescriber', () => {
    // 2 November 2026 is the Monday after the clocks went back in New York.
    expect(businessDeadline(new Date('2026-10-30T19:00:00Z'), clock).toISOString()).toBe('2026-11-02T20:00:00.000Z');
    expect(businessDeadline(new Date('2026-03-06T20:00:00Z'), clock).toISOString()).toBe('2026-03-09T19:00:00.000Z');
    expect(businessDeadline(new Date('2026-06-08T00:30:00Z'), { timeZone: 'Asia/Kolkata' }).toISOString()).toBe(
      '2026-06-08T11:30:00.000Z',
    );
  });
});

it('finds the hour before clocks change in the night after, far from Greenwich', () => {
  // Auckland: clocks go forward in the night to Sunday, 27 September 2026.
  const clock = { timeZone: 'Pacific/Auckland', saturday: { from: 9 * 60, to: 17 * 60 }, isHoliday: () => false };
  expect(businessDeadline(new Date('2026-09-25T21:00:00Z'), clock).toISOString()).toBe('2026-09-26T05:00:00.000Z');
});

describe('federal holidays', () => {
  it.each([
    [
      2020,
      '2020-01-01 2020-01-20 2020-02-17 2020-05-25 2020-07-03 2020-09-07 2020-10-12 2020-11-11 2020-11-26 2020-12-25',
    ],
    [
      2021,
      '2021-01-01 2021-01-18 2021-02-15 2021-05-31 2021-06-18 2021-07-05 2021-09-06 2021-10-11 2021-11-11 2021-11-25 2021-12-24 2021-12-31',
    ],
    [
      2023,
      '2023-01-02 2023-01-16 2023-02-20 2023-05-29 2023-06-19 2023-07-04 2023-09-04 2023-10-09 2023-11-10 2023-11-23 2023-12-25',
    ],
  ])('of %i', (year, dates) => expect(usFederalHolidays(year).join(' ')).toBe(dates));

  it('are asked by date', () => {
    expect([isUsFederalHoliday('2026-07-03'), isUsFederalHoliday('2026-07-04')]).toEqual([true, false]);
  });
});

describe('a calendar date', () => {
  it.each([
    ['2026-12-31', true],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-04-31', false],
    ['2026-4-01', false],
    ['02026-04-01', false],
    ['2026-04-01x', false],
    ['', false],
  ])('"%s" is %s', (text, valid) => expect(isCalendarDate(text)).toBe(valid));

  it.each([
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-03-15', -3, '2025-12-15'],
    ['2026-03-31', 1, '2026-04-30'],
    ['2026-01-15', 24, '2028-01-15'],
  ])('%s and %i months are %s', (date, months, expected) => expect(addMonths(date, months)).toBe(expected));

  it('counts days and years', () => {
    expect([daysBetween('2026-03-01', '2026-02-01'), daysBetween('2026-03-01', '2026-03-01')]).toEqual([-28, 0]);
    expect([
      ageOn('2008-06-01', '2026-05-31'),
      ageOn('2008-06-01', '2026-07-01'),
      ageOn('2008-12-01', '2026-06-15'),
    ]).toEqual([17, 18, 17]);
  });
});

describe('an age by what is known of the birth', () => {
  it('goes by the day where it is known', () => {
    expect(ageKnown({ birthDate: '2008-06-01', birthYear: 1990 }, '2026-06-01')).toBe(18);
    expect(ageKnown({ birthDate: '2008-06-02' }, '2026-06-01')).toBe(17);
  });

  it('of a year alone is the younger one until the year ends', () => {
    expect(ageKnown({ birthYear: 2008 }, '2026-12-30')).toBe(17);
    expect(ageKnown({ birthYear: 2008 }, '2026-12-31')).toBe(18);
  });

  it('is unknown without either', () => {
    expect(ageKnown({}, '2026-06-01')).toBeNull();
    expect(ageKnown({ birthDate: null, birthYear: null }, '2026-06-01')).toBeNull();
  });
});

describe('the law of a place', () => {
  const months = (place: string) => expiryLawOf(place).spectacleMonths;

  it('is the state’s, else the country’s, else none', () => {
    expect([months('US'), months('US-NY'), months('US-LA'), months('DE'), months('XX-US')]).toEqual([
      24,
      24,
      18,
      null,
      null,
    ]);
    for (const state of [
      'AR',
      'AZ',
      'CO',
      'DC',
      'GA',
      'ID',
      'IN',
      'KS',
      'MI',
      'MN',
      'OH',
      'OK',
      'SC',
      'TN',
      'TX',
      'UT',
    ])
      expect([months(`US-${state}`), unverifiedExpiryLaws[`US-${state}`]?.spectacleMonths]).toEqual([24, 12]);
    expect(Object.keys(unverifiedExpiryLaws)).toHaveLength(16);
    for (const state of ['MT', 'NE', 'SD', 'WV']) expect(months(`US-${state}`)).toBeNull();
    expect(expiryLawOf('US-LA')).toEqual({ ...expiryLawOf('US'), spectacleMonths: 18 });
    expect(expiryLawOf('US')).toEqual({
      spectacleMonths: 24,
      blocksExpiredSpectacles: true,
      contactLensMinMonths: 12,
      blocksExpiredContactLenses: true,
    });
    expect(expiryLawOf('DE')).toEqual({
      spectacleMonths: null,
      blocksExpiredSpectacles: false,
      contactLensMinMonths: null,
      blocksExpiredContactLenses: true,
    });
  });

  it('grants contact lenses their shortest life, exactly', () => {
    const rx = (expiresOn: string | null) => ({ issuedOn: '2026-02-10', expiresOn });
    expect(contactLensExpiry(rx('2027-02-10'), 'US')).toBe('2027-02-10');
    expect(contactLensExpiry(rx('2027-02-09'), 'US')).toBe('2027-02-10');
    expect(contactLensExpiry(rx('2027-02-11'), 'US')).toBe('2027-02-11');
    expect(contactLensExpiry(rx('2026-08-10'), 'DE')).toBe('2026-08-10');
    expect(contactLensExpiry(rx(null), 'DE')).toBe('2027-02-10');
    expect(
      contactLensExpiry({ issuedOn: '2026-02-10' }, 'XX', { XX: { ...expiryLawOf('US'), contactLensMinMonths: 6 } }),
    ).toBe('2026-08-10');
    expect(
      spectacleExpiry({ issuedOn: '2026-02-10' }, 'XX', { XX: { ...expiryLawOf('US'), spectacleMonths: 6 } }),
    ).toBe('2026-08-10');
  });
});
