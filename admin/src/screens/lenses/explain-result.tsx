import type { ResultOf } from '../../graph/tada.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/controls.tsx';
import { IssueList, Panel } from '../../kit/detail.tsx';
import type { explainLensesQuery } from './explain.documents.ts';

export type Explanation = Extract<
  ResultOf<typeof explainLensesQuery>['explainLenses'],
  { __typename: 'LensExplanation' }
>;
type Suggestion = Explanation['suggestions'][number];

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

/**
 * The answer first, then what would help, then every rule with its numbers; what failed stands on top.
 * @param isWhole lens type and material were chosen: only then a pair without objections can be made
 */
export function ExplainResult({
  told,
  isWhole,
  onTake,
}: {
  told: Explanation;
  isWhole: boolean;
  onTake(suggestion: Suggestion): void;
}) {
  const failed = told.checks.filter((check) => !check.passed);
  return (
    <div className="space-y-4" aria-live="polite">
      <Panel>
        <div className="flex flex-wrap items-center gap-3">
          <Badge
            code={told.possible ? 'POSSIBLE' : 'IMPOSSIBLE'}
            label={told.possible ? (isWhole ? 'Can be made' : 'Nothing against it so far') : 'Cannot be made'}
            tone={told.possible ? (isWhole ? 'good' : 'accent') : 'bad'}
          />
          <span>{told.frameName}</span>
          <span className="text-ink-soft">
            {counted(told.checks.length, 'rule')} asked, {failed.length} failed · rules version {told.rulesVersion}
          </span>
        </div>
        {told.possible && !isWhole && (
          <p className="mt-3 text-ink-soft">
            Choose a lens type and a material, and the rules about them are asked too.
          </p>
        )}
        {told.notices.length > 0 && (
          <div className="mt-3">
            <IssueList issues={told.notices} />
          </div>
        )}
      </Panel>
      {told.suggestions.length > 0 && (
        <Panel title="What would help">
          <ul className="space-y-1">
            {told.suggestions.map((suggestion) => (
              <li key={suggestion.code + suggestion.message} className="flex flex-wrap items-center gap-3">
                <span>{suggestion.message}</span>
                {(suggestion.optionIds.length > 0 || suggestion.frameSku) && (
                  <Button className="h-7" onClick={() => onTake(suggestion)}>
                    Try it
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Panel title="Rules" flush>
        <table className="grid-table w-full">
          <thead>
            <tr>
              <th scope="col">Result</th>
              <th scope="col">Eye</th>
              <th scope="col">Rule</th>
              <th scope="col">Numbers</th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {[...failed, ...told.checks.filter((check) => check.passed)].map((check, at) => (
              // One rule can be asked of one eye several times, of each treatment for example.
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
              <tr key={`${check.rule}:${check.field}:${at}`}>
                <td>
                  <Badge
                    code={check.passed ? 'PASS' : 'FAIL'}
                    label={check.passed ? 'passed' : 'failed'}
                    tone={check.passed ? 'good' : 'bad'}
                  />
                </td>
                <td>{check.eye}</td>
                <td>
                  <p>{check.title}</p>
                  {check.reason && <p className="text-bad">{check.reason}</p>}
                </td>
                <td className="tabular">{check.numbers}</td>
                <td className="text-ink-soft text-xs">{check.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      {told.lenses.length > 0 && (
        <Panel title="As it would be made" flush>
          <table className="grid-table tabular w-full">
            <thead>
              <tr>
                <th scope="col">Eye</th>
                <th scope="col">Power</th>
                <th scope="col">In / up, mm</th>
                <th scope="col">Minimum blank, mm</th>
                <th scope="col">Base, D</th>
                <th scope="col">Blank</th>
                <th scope="col">Centre / edge, mm</th>
                <th scope="col">Weight, g</th>
              </tr>
            </thead>
            <tbody>
              {told.lenses.map((lens) => (
                <tr key={lens.eye}>
                  <td>{lens.eye}</td>
                  <td>{lens.madeAs}</td>
                  <td>
                    {lens.decentrationInMm} / {lens.decentrationUpMm}
                  </td>
                  <td>{lens.minimumBlankMm}</td>
                  <td>{lens.baseCurve}</td>
                  <td>
                    {lens.blankName ?? 'none'}
                    {lens.blankSku && <p className="text-ink-soft text-xs">{lens.blankSku}</p>}
                  </td>
                  <td>{lens.size ? `${lens.size.centreMm} / ${lens.size.edgeMaxMm}` : '–'}</td>
                  <td>{lens.size?.weightGrams ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
    </div>
  );
}
