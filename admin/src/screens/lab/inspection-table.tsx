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
}

export function InspectionTable(props: { checks: readonly CheckShape[] }) {
  return (
    <table className="grid-table tabular">
      <thead>
        <tr>
          <th>Value</th>
          <th className="num">Ordered</th>
          <th className="num">Measured</th>
          <th className="num">Off by</th>
          <th className="num">Allowed</th>
          <th>Verdict</th>
        </tr>
      </thead>
      <tbody>
        {props.checks.map((check) => (
          <tr key={`${check.code}:${check.eye}`}>
            <th scope="row" className="!text-ink">
              {check.eye && check.eye.toLowerCase() !== 'pair' ? `${check.eye.toUpperCase()} ` : ''}
              {check.label}
            </th>
            <td className="num">{check.nominal}</td>
            <td className="num font-medium">{check.measured}</td>
            <td className="num">{check.deviation}</td>
            <td className="num text-ink-soft">± {check.tolerance}</td>
            <td className={clsx('font-medium', check.pass ? 'text-good' : 'text-bad')}>
              {check.pass ? '✓ within' : '✗ out'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
