import { usePageTitle } from '../../kit/detail.tsx';
import { KeysPanel } from './keys-panel.tsx';
import { StaffPanel } from './staff-panel.tsx';

/** Who may enter: people who work here, and programs of partners. Every change is in the audit log. */
export function AccessScreen() {
  usePageTitle('Staff and keys');
  return (
    <div className="space-y-4 p-4 lg:p-6">
      <h1 className="text-xl">Staff and keys</h1>
      <StaffPanel />
      <KeysPanel />
    </div>
  );
}
