import { useState } from 'react';
import { useAct } from '../../graph/act.ts';
import { Button, TextArea } from '../../kit/controls.tsx';
import { History, Panel } from '../../kit/detail.tsx';
import { Form } from '../../kit/form.tsx';
import { instant } from '../../kit/format.ts';
import { useSession } from '../../session/session.tsx';
import { addOrderNote } from './order.documents.ts';
import type { OrderDetail } from './order.screen.tsx';

/** What happened, and what the house noted. */
export function NotesPanel({ order, reload }: { order: OrderDetail; reload: () => void }) {
  const { may } = useSession();
  const { act, busy } = useAct();
  const [text, setText] = useState('');
  return (
    <Panel title="History">
      {may('noteOrders') && (
        <Form
          className="mb-3 space-y-2"
          onSend={async () => {
            if (!text.trim()) return;
            if (await act(addOrderNote, { id: order.id, text: text.trim() }, { done: 'Note added.' })) {
              setText('');
              reload();
            }
          }}
        >
          <TextArea
            aria-label="Note for the house"
            rows={2}
            placeholder="Note for the house; the customer does not see it"
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
          <Button type="submit" busy={busy} disabled={!text.trim()}>
            Add note
          </Button>
        </Form>
      )}
      <History
        entries={[...order.history]
          .sort((a, b) => b.at.localeCompare(a.at))
          .map((entry) => ({
            key: `${entry.at}:${entry.kind}:${entry.text}`,
            at: instant(entry.at),
            what: entry.text,
            who: entry.actor,
          }))}
      />
    </Panel>
  );
}
