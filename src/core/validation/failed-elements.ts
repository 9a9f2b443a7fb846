import { getMetadataStorage, type ValidationArguments, type ValidationError } from 'class-validator';

/**
 * Which elements of an array fail a constraint. class-validator names the property of a failed `each: true` constraint but
 * not the elements, and words its message for the array, so the constraint is asked about each element again.
 * @param name the constraint's, as the key of `error.constraints`
 * @returns nothing when the constraint is about the array itself
 */
export function failedElements(error: ValidationError, name: string): { index: number; message: string }[] {
  const { target, property, value: elements } = error as Omit<ValidationError, 'value'> & { value: unknown };
  if (!Array.isArray(elements) || !target) return [];
  const storage = getMetadataStorage();
  const rules = storage
    .getTargetValidationMetadatas(target.constructor, '', false, false)
    .filter((rule) => rule.propertyName === property && rule.each && rule.constraintCls);
  return rules.flatMap((rule) =>
    storage
      .getTargetValidatorConstraints(rule.constraintCls)
      .filter((constraint) => constraint.name === name)
      .flatMap(({ instance }) =>
        elements.flatMap((value: unknown, index) => {
          const about = {
            value,
            property,
            object: target,
            targetName: target.constructor.name,
            constraints: rule.constraints,
          };
          return instance.validate(value, about)
            ? []
            : [{ index, message: fillIn(rule.message || instance.defaultMessage?.(about) || 'is not valid', about) }];
        }),
      ),
  );
}

/** Puts in what class-validator's messages name: `$property`, `$constraint1`, … */
function fillIn(message: string | ((about: ValidationArguments) => string), about: ValidationArguments): string {
  const text = typeof message === 'string' ? message : message(about);
  return text
    .replace(/\$constraint(\d)/g, (_, number) => [about.constraints[Number(number) - 1] as unknown].flat().join(', '))
    .replaceAll('$property', about.property);
}
