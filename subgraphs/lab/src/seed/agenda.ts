import type { FixedClock } from '@opticworks/kernel';

/** What somebody does one step after the other; each step yields the instant (ms) at which it goes on. */
export type Course = AsyncGenerator<number, void, void>;

interface Appointment {
  at: number;
  course: Course;
}

/** Many courses under one clock, each step in its turn: trays that were on their way at the same time meet on the same carrier. */
export function agenda(clock: FixedClock) {
  const appointments: Appointment[] = [];
  return {
    begin(at: number, course: Course): void {
      appointments.push({ at, course });
    },
    /** Until nobody has anything left to do. */
    async run(): Promise<void> {
      for (;;) {
        let first = 0;
        for (let i = 1; i < appointments.length; i += 1) if (appointments[i]!.at < appointments[first]!.at) first = i;
        const [due] = appointments.splice(first, 1);
        if (!due) return;
        if (due.at > clock.now().getTime()) clock.set(new Date(due.at).toISOString());
        const { done, value } = await due.course.next();
        if (!done) appointments.push({ at: Math.max(value, due.at), course: due.course });
      }
    },
  };
}
