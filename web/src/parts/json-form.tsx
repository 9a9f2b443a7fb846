import { type ReactNode, useId } from 'react';
import type { JsonSchema } from '../api/job-types.js';
import { platformName, words } from './describe.js';
import { fieldKind, type FormValues, fromLocalInput, toLocalInput } from './form-fields.js';

/** Something that an id stands for. */
export interface Choice {
  id: string;
  label: string;
}

interface JsonFormProps {
  schema: JsonSchema;
  values: FormValues;
  onChange: (name: string, value: unknown) => void;
  /** What is wrong, by property. */
  issues: Readonly<Record<string, string>>;
  /** What the ids of a property stand for. */
  choices: Readonly<Record<string, readonly Choice[]>>;
  /** Properties that are not asked for. */
  hidden: readonly string[];
}

/** The fields of a form for an object of that schema. */
export function JsonForm({ schema, values, onChange, issues, choices, hidden }: JsonFormProps) {
  const asked = Object.entries(schema.properties ?? {}).filter(
    ([name, each]) => !hidden.includes(name) && fieldKind(each) !== 'fixed',
  );
  return asked.map(([name, each]) => (
    <Field
      key={name}
      label={each.title ?? words(name.replace(/Id(s?)$/, '$1'))}
      schema={each}
      isRequired={schema.required?.includes(name) ?? false}
      value={values[name]}
      onChange={(value) => onChange(name, value)}
      issue={issues[name]}
      choices={choices[name]}
    />
  ));
}

interface FieldProps {
  label: string;
  schema: JsonSchema;
  isRequired: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
  issue: string | undefined;
  choices: readonly Choice[] | undefined;
}

function Field(props: FieldProps) {
  const id = useId();
  const { label, schema, isRequired, issue } = props;
  const hints = [schema.description, issue].filter(Boolean);
  const described = hints.length > 0 ? `${id}-hint` : undefined;
  const hint = described && (
    <span id={described} className="hint">
      {schema.description && <span>{schema.description}</span>}
      {issue && <span className="form-error">{issue}</span>}
    </span>
  );
  if (!props.choices && fieldKind(schema) === 'choices') return <Choices {...props} id={id} hint={hint} />;
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {!isRequired && <span className="faint"> (optional)</span>}
      </label>
      <Input {...props} id={id} described={described} />
      {hint}
    </div>
  );
}

/** Several of a few values: a box for each. */
function Choices({ id, hint, label, schema, value, onChange, issue }: FieldProps & { id: string; hint: ReactNode }) {
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  return (
    <fieldset
      className="field"
      aria-describedby={hint ? `${id}-hint` : undefined}
      aria-invalid={issue ? true : undefined}
    >
      <legend>{label}</legend>
      <div className="boxes">
        {schema.items!.enum!.map((each) => (
          <label key={each} className="box">
            <input
              type="checkbox"
              checked={chosen.includes(each)}
              onChange={({ target }) => onChange(target.checked ? [...chosen, each] : chosen.filter((x) => x !== each))}
            />
            {platformName(each)}
          </label>
        ))}
      </div>
      {hint}
    </fieldset>
  );
}

type InputProps = FieldProps & { id: string; described: string | undefined };

function Input({ id, described, schema, isRequired, value, onChange, issue, choices }: InputProps) {
  const common = { id, 'aria-describedby': described, 'aria-invalid': issue ? true : undefined, required: isRequired };
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const { minLength, maxLength, minimum: min, maximum: max } = schema;
  if (choices) return <Select {...common} value={text} onChange={onChange} options={choices} none="Choose …" />;
  switch (fieldKind(schema)) {
    case 'choice': {
      const options = schema.enum!.map((each) => ({ id: each, label: platformName(each) }));
      const none = typeof schema.default === 'string' ? `${platformName(schema.default)} (default)` : 'Choose …';
      return <Select {...common} value={text} onChange={onChange} options={options} none={none} />;
    }
    case 'lines': {
      const lines = Array.isArray(value) ? value.join('\n') : '';
      const change = (all: string) => onChange(all.split('\n').map((line) => line.trim()));
      return (
        <textarea
          {...common}
          rows={2}
          placeholder="One a line"
          value={lines}
          onChange={({ target }) => change(target.value)}
        />
      );
    }
    case 'time':
      return (
        <input
          {...common}
          type="datetime-local"
          value={toLocalInput(value)}
          onChange={({ target }) => onChange(fromLocalInput(target.value))}
        />
      );
    case 'long':
      return (
        <textarea
          {...common}
          rows={3}
          minLength={minLength}
          maxLength={maxLength}
          value={text}
          onChange={({ target }) => onChange(target.value)}
        />
      );
    case 'number':
      return (
        <input
          {...common}
          type="number"
          min={min}
          max={max}
          placeholder={schema.default === undefined ? undefined : String(schema.default)}
          value={text}
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.valueAsNumber)}
        />
      );
    case 'switch':
      return (
        <input id={id} type="checkbox" checked={value === true} onChange={({ target }) => onChange(target.checked)} />
      );
    case 'secret':
      return (
        <input
          {...common}
          type="password"
          autoComplete="off"
          spellCheck={false}
          maxLength={maxLength}
          value={text}
          onChange={({ target }) => onChange(target.value.trim())}
        />
      );
    default:
      return (
        <input
          {...common}
          type={fieldKind(schema) === 'url' ? 'url' : 'text'}
          minLength={minLength}
          maxLength={maxLength}
          value={text}
          onChange={({ target }) => onChange(target.value)}
        />
      );
  }
}

interface SelectProps {
  id: string;
  required: boolean;
  value: string;
  onChange: (value: string) => void;
  options: readonly Choice[];
  /** Stands for no choice. */
  none: string;
}

function Select({ onChange, options, none, ...rest }: SelectProps) {
  return (
    <select {...rest} onChange={({ target }) => onChange(target.value)}>
      <option value="">{none}</option>
      {options.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
}
