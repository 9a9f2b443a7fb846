import { type ReactNode, useState } from 'react';
import { Confirm } from './dialog.js';
import { icons, type IconName } from './icons.js';
import { useNotice } from './notice.js';
import { type Change, useChange } from './use-change.js';

interface ChangeButtonProps<Answer> extends Omit<Change<void, Answer>, 'onError'> {
  icon: IconName;
  children: ReactNode;
  /** For screen readers, where what it is about does not stand beside it. */
  label?: string;
  isPrimary?: boolean;
  disabled?: boolean;
}

/** Makes a change at a click; what goes wrong is said in a notice. */
export function ChangeButton<Answer>({
  icon,
  children,
  label,
  isPrimary,
  disabled,
  ...rest
}: ChangeButtonProps<Answer>) {
  const tell = useNotice();
  const { mutate, isPending } = useChange({ ...rest, onError: (error) => tell(error.message) });
  return (
    <button
      type="button"
      className={isPrimary ? 'button primary' : 'button'}
      aria-label={label}
      disabled={isPending || disabled}
      onClick={() => mutate()}
    >
      {icons[icon]} {children}
    </button>
  );
}

interface ConfirmButtonProps<Answer> extends Omit<Change<void, Answer>, 'onError'> {
  icon: IconName;
  /** What the button says. */
  label: string;
  /** The question's title, and what its button says. */
  title: string;
  action: string;
  /** What happens then. */
  children: ReactNode;
}

/** Makes a change that cannot be taken back, after it has asked. */
export function ConfirmButton<Answer>({ icon, label, title, action, children, ...rest }: ConfirmButtonProps<Answer>) {
  const [isAsking, setAsking] = useState(false);
  const { mutate, isPending, error, reset } = useChange({
    ...rest,
    onDone(answer) {
      setAsking(false);
      rest.onDone?.(answer);
    },
  });
  const close = () => {
    setAsking(false);
    reset();
  };
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {icons[icon]} {label}
      </button>
      {isAsking && (
        <Confirm
          title={title}
          action={action}
          isBusy={isPending}
          error={error}
          onConfirm={() => mutate()}
          onClose={close}
        >
          {children}
        </Confirm>
      )}
    </>
  );
}
