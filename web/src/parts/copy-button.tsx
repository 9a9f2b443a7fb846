import { useState } from 'react';
import { icons } from './icons.js';

/** Copies a text; there only where the page was had over HTTPS, or from this machine. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  if (!('clipboard' in navigator)) return null;
  return (
    <button
      type="button"
      className="icon-button small"
      aria-label={isCopied ? 'Copied' : label}
      title={label}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      {isCopied ? icons.check : icons.copy}
    </button>
  );
}
