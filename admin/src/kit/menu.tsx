import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

export interface MenuItem {
  label: string;
  onSelect: () => void;
  /** A tick before the label. */
  checked?: boolean;
}

export function Menu(props: { trigger: ReactNode; items: readonly MenuItem[]; keepOpen?: boolean }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{props.trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="card z-40 max-h-96 min-w-44 overflow-auto p-1 shadow-lg"
        >
          {props.items.map((item) => {
            const isToggle = item.checked !== undefined;
            const look =
              'flex cursor-default items-center gap-2 rounded px-2 py-1.5 outline-none data-[highlighted]:bg-accent-soft';
            const select = (event: Event) => {
              if (props.keepOpen) event.preventDefault();
              item.onSelect();
            };
            return isToggle ? (
              <DropdownMenu.CheckboxItem
                key={item.label}
                checked={item.checked === true}
                className={look}
                onSelect={select}
              >
                <span aria-hidden="true" className="w-3">
                  {item.checked ? '✓' : ''}
                </span>
                {item.label}
              </DropdownMenu.CheckboxItem>
            ) : (
              <DropdownMenu.Item key={item.label} className={look} onSelect={select}>
                {item.label}
              </DropdownMenu.Item>
            );
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
