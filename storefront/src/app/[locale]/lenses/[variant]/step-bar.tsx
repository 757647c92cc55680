import { fill } from '../../../../i18n/fill.ts';
import type { Messages } from '../../../../i18n/locales.ts';
import { canOpen, isDone, type Progress, type Step, steps } from './steps.ts';

/** Where one is among the steps; a step opens when all before it are done. */
export function StepBar({
  step,
  progress,
  onOpen,
  t,
}: {
  step: Step;
  progress: Progress;
  onOpen(step: Step): void;
  t: Messages['lens'];
}) {
  return (
    <nav aria-label={fill(t.stepOf, { now: steps.indexOf(step) + 1, all: steps.length })}>
      <ol className="flex gap-1">
        {steps.map((one) => {
          const isNow = one === step;
          const open = canOpen(one, progress);
          return (
            <li key={one} className={isNow ? 'grow-[3] sm:grow' : 'grow'}>
              <button
                type="button"
                disabled={!open}
                aria-current={isNow ? 'step' : undefined}
                onClick={() => onOpen(one)}
                className={`min-h-11 w-full whitespace-nowrap border-t-4 px-0.5 pt-1 sm:px-1 text-left text-xs sm:text-sm ${isNow ? 'border-accent font-medium' : isDone(one, progress) && open ? 'border-accent/40' : 'border-line text-ink-soft'}`}
              >
                <span className={isNow ? '' : 'sr-only sm:not-sr-only'}>{t.steps[one]}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
