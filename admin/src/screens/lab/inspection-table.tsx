import { clsx } from 'clsx';

export interface CheckShape {
  code: string;
  eye: string | null;
  label: string;
  nominal: string;
  measured: string;
  deviation: string;
  tolerance: string;
  pass: boolean;
  source: string | null;
  isBinding: boolean;
}

/** The verdict per value with its limit; where the limit comes from is told on the row. */
export function InspectionTable(props: { checks: readonly CheckShape[] }) {
  return (
    <table className="grid-table tabular">
      <thead>
        <tr>
          <th>Value</th>
          <th className="num">Should be</th>
          <th className="num">Measured</th>
          <th className="num">Off by</th>
          <th className="num">Allowed</th>
          <th>Verdict</th>
        </tr>
      </thead>
      <tbody>
        {props.checks.map((check) => (
          <tr key={`${check.code}:${check.eye}`} title={check.source ?? undefined}>
            <th scope="row" className="!text-ink">
              {check.eye && check.eye.toLowerCase() !== 'pair' ? `${check.eye.toUpperCase()} ` : ''}
              {check.label}
            </th>
            <td className="num">{check.nominal}</td>
            <td className="num font-medium">{check.measured}</td>
            <td className="num">{check.deviation}</td>
            <td className="num text-ink-soft">{check.tolerance}</td>
            <td>
              <Verdict pass={check.pass} isBinding={check.isBinding} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Never by colour alone. A limit nobody has verified is told and does not decide. */
export function Verdict({ pass, isBinding }: { pass: boolean; isBinding: boolean }) {
  const look = pass ? 'text-good' : isBinding ? 'text-bad' : 'text-warn';
  return (
    <span className={clsx('whitespace-nowrap font-medium', look)}>
      {pass ? '✓ within' : isBinding ? '✗ out' : '! out, does not decide'}
    </span>
  );
}
