import { useId, useState } from 'react';
import type { Schema } from '../../../client/client.js';
import type { JsonSchema } from '../api/job-types.js';
import { words } from '../parts/describe.js';
import { Dialog } from '../parts/dialog.js';
import { icons } from '../parts/icons.js';

const EVENTS: Schema<'WebhookEvent'>[] = [
  'job.completed',
  'job.failed',
  'job.cancelled',
  'content.published',
  'source.unhealthy',
  'account.needs_reauth',
];

/** `Job failed, content published` */
export function describeEvents(events: readonly string[]): string {
  const text = events.map(words).join(', ');
  return text.charAt(0) + text.slice(1).toLowerCase();
}

/** What is asked for of an endpoint. */
export const webhookSchema: JsonSchema = {
  properties: {
    url: {
      type: 'string',
      title: 'Address',
      format: 'uri',
      maxLength: 2048,
      description: 'On the public internet. Redirects are not followed.',
    },
    events: { type: 'array', items: { enum: EVENTS } },
  },
  required: ['url', 'events'],
};

/** Shows a secret, this once: it is nowhere to be had again. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const id = useId();
  const [isCopied, setCopied] = useState(false);
  return (
    <Dialog
      title="The signing secret"
      onClose={onClose}
      actions={
        <button type="button" className="button primary" onClick={onClose}>
          I have it
        </button>
      }
    >
      <p>
        With it the receiver checks that an event is from here (Standard Webhooks). It is shown this once: keep it now
        where the receiver reads it.
      </p>
      <div className="field">
        <label htmlFor={id}>Secret</label>
        <div className="secret">
          <input id={id} readOnly value={secret} onFocus={({ target }) => target.select()} />
          {/* There only where the page was had over HTTPS, or from this machine. */}
          {'clipboard' in navigator && (
            <button
              type="button"
              className="button"
              onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}
            >
              {isCopied && icons.check} {isCopied ? 'Copied' : 'Copy'}
            </button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
