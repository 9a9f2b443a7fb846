import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { ChangeButton, ConfirmButton } from '../parts/change-button.js';
import { icons } from '../parts/icons.js';
import { useSession } from '../session/use-session.js';
import { useHref } from '../shell/brand.js';
import { ScheduleForm } from './schedule-form.js';

type Schedule = Schema<'Schedule'>;

/** Runs a schedule's job now, and leads to it. */
export function RunButton({ schedule: { id, name }, isPrimary = false }: { schedule: Schedule; isPrimary?: boolean }) {
  const api = useApi();
  const href = useHref();
  const [, navigate] = useLocation();
  return (
    <ChangeButton
      icon="play"
      isPrimary={isPrimary}
      label={`Run now: ${name}`}
      changes={['schedules']}
      change={(_, key) => {
        const params = { path: { id }, header: { 'Idempotency-Key': key } };
        return answerOf(api.POST('/api/schedules/{id}/run', { params }));
      }}
      said={() => `${name} runs now.`}
      onDone={(job) => navigate(href(`/jobs/${job.id}`))}
    >
      Run now
    </ChangeButton>
  );
}

/** What can be done to a schedule by whoever is signed in. */
export function ScheduleActions({ schedule }: { schedule: Schedule }) {
  const { id, name, enabled } = schedule;
  const api = useApi();
  const href = useHref();
  const { identity } = useSession();
  const [, navigate] = useLocation();
  const [isEdited, setEdited] = useState(false);
  const path = { params: { path: { id } } };
  return (
    <>
      <RunButton schedule={schedule} isPrimary />
      {identity.isAdmin && (
        <>
          <ChangeButton
            icon={enabled ? 'pause' : 'play'}
            changes={['schedules']}
            change={() => answerOf(api.PATCH('/api/schedules/{id}', { ...path, body: { enabled: !enabled } }))}
            said={() => (enabled ? `${name} does not run until it is resumed.` : `${name} runs again.`)}
          >
            {enabled ? 'Pause' : 'Resume'}
          </ChangeButton>
          <button type="button" className="button" onClick={() => setEdited(true)}>
            {icons.edit} Edit
          </button>
          <ConfirmButton
            icon="remove"
            label="Delete"
            title="Delete this schedule"
            action="Delete the schedule"
            changes={['schedules']}
            change={() => answerOf(api.DELETE('/api/schedules/{id}', path))}
            said={() => `Deleted ${name}.`}
            onDone={() => navigate(href('/schedules'))}
          >
            <p>
              <bdi>{name}</bdi> does not run any more. Its jobs stay on record.
            </p>
          </ConfirmButton>
        </>
      )}
      {isEdited && <ScheduleForm schedule={schedule} onClose={() => setEdited(false)} />}
    </>
  );
}
