import { answerOf, type Schema } from '../../../client/client.js';
import { useApi } from '../api/api.js';
import { type JobTypeInfo, type JsonSchema, useJobTypes } from '../api/job-types.js';
import { useJobChoices } from '../jobs/job-choices.js';
import { typeName } from '../parts/describe.js';
import { FormDialog } from '../parts/form-dialog.js';
import type { FormValues } from '../parts/form-fields.js';
import { useBrandId } from '../shell/brand.js';
import { usualCrons } from './describe-cron.js';

type Schedule = Schema<'Schedule'>;

const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((id) => ({ id, label: id }));

const settings: Record<string, JsonSchema> = {
  usual: { type: 'string', title: 'How often' },
  cron: {
    type: 'string',
    title: 'Pattern',
    maxLength: 200,
    description: 'Cron: minute, hour, day, month, weekday, such as 30 9 * * MON-FRI; L, # and W are understood.',
  },
  timezone: { type: 'string', title: 'Time zone' },
  overlap: { type: 'string', title: 'When the last run has not ended' },
  misfire: { type: 'string', title: 'When a time was missed' },
  priority: { type: 'string' },
};

const choices = {
  usual: usualCrons,
  timezone: zones,
  overlap: [
    { id: 'SKIP', label: 'Leave the new one out' },
    { id: 'QUEUE', label: 'Let it wait for its turn' },
  ],
  misfire: [
    { id: 'SKIP', label: 'Go on with the next' },
    { id: 'ONCE', label: 'Make up for it, once' },
  ],
  priority: [
    { id: 'HIGH', label: 'High' },
    { id: 'NORMAL', label: 'Normal' },
    { id: 'LOW', label: 'Low' },
  ],
};

/** The token says the first; a schedule says the second by itself. */
const NOT_ASKED = ['organizationId', 'scheduledFor'];

function payloadSchema(types: readonly JobTypeInfo[], jobType: unknown): JsonSchema {
  const { properties = {}, required = [] } = types.find(({ type }) => type === jobType)?.payload ?? {};
  const asked = Object.entries(properties).filter(([name]) => !NOT_ASKED.includes(name));
  return { properties: Object.fromEntries(asked), required };
}

/** Makes a schedule, or changes the one that is given. */
export function ScheduleForm({ schedule, onClose }: { schedule?: Schedule; onClose: () => void }) {
  const api = useApi();
  const brandId = useBrandId();
  const { data: types } = useJobTypes();
  const { choices: ids, filledInBy } = useJobChoices();
  if (!types) return null;

  const schemaOf = ({ jobType }: FormValues): JsonSchema => {
    const payload = payloadSchema(types, jobType);
    return {
      properties: {
        name: { type: 'string', maxLength: 200 },
        ...(!schedule && { jobType: { type: 'string', title: 'Job' } }),
        ...payload.properties,
        ...settings,
      },
      required: ['name', 'jobType', 'cron', 'timezone', 'overlap', 'misfire', 'priority', ...payload.required!],
    };
  };
  const save = ({ name, cron, timezone, overlap, misfire, priority, jobType, usual: _, ...payload }: FormValues) => {
    const body = { name, cron, timezone, overlap, misfire, priority, payload } as unknown as Schema<'UpdateSchedule'>;
    return answerOf(
      schedule
        ? api.PATCH('/api/schedules/{id}', { params: { path: { id: schedule.id } }, body })
        : api.POST('/api/schedules', { body: { ...body, jobType } as Schema<'CreateSchedule'> }),
    );
  };
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <FormDialog
      title={schedule ? 'Edit the schedule' : 'New schedule'}
      action={schedule ? 'Save' : 'Create the schedule'}
      schemaOf={schemaOf}
      start={
        schedule
          ? { ...schedule.payload, ...schedule }
          : {
              jobType: types[0]!.type,
              timezone: timeZone,
              overlap: 'SKIP',
              misfire: 'SKIP',
              priority: 'NORMAL',
              ...(brandId !== null && { brandId }),
            }
      }
      choices={{ ...ids, ...choices, jobType: types.map(({ type }) => ({ id: type, label: typeName(type) })) }}
      filledInBy={(name, value) => (name === 'usual' && value !== '' ? { cron: value } : filledInBy(name, value))}
      changes={['schedules']}
      change={save}
      said={({ name }) => (schedule ? 'Saved.' : `Created ${name}.`)}
      onClose={onClose}
    />
  );
}
