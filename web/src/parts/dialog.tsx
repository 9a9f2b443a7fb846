import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { icons } from './icons.js';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Stands below the content and does not scroll with it. */
  actions?: ReactNode;
}

/**
 * A modal dialog, open for as long as it is rendered. The browser's own: it keeps the focus inside, gives it back, closes
 * on Escape, and hides what is behind it from screen readers.
 */
export function Dialog({ title, onClose, children, actions }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Closed while it is still in the page: only then the focus goes back to where it was.
  useLayoutEffect(() => {
    const node = dialog.current!;
    node.showModal();
    return () => node.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => event.target === dialog.current && onClose()}
    >
      <div className="dialog-inside">
        <header>
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
            {icons.close}
          </button>
        </header>
        <div className="dialog-content">{children}</div>
        {actions && <footer>{actions}</footer>}
      </div>
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  /** What the button says, such as `Cancel 3 jobs`. */
  action: string;
  isBusy: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before something that cannot be taken back. */
export function Confirm({ title, action, isBusy, error, onConfirm, onClose, children }: ConfirmProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="button" onClick={onClose}>
            Leave it
          </button>
          <button type="button" className="button danger" disabled={isBusy} onClick={onConfirm}>
            {action}
          </button>
        </>
      }
    >
      {children}
      {error && (
        <p className="form-error" role="alert">
          {error.message}
        </p>
      )}
    </Dialog>
  );
}
