import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JobPayload, Optional } from './decorators.js';
import { type Issue, validate } from './validate.js';

class Part {
  @IsInt()
  size!: number;

  @IsOptional()
  @IsArray()
  @IsIn(['x', 'y'], { each: true })
  marks?: string[];
}

class Sample {
  @IsString()
  name!: string;

  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @IsString({ each: true })
  @Length(1, 3, { each: true })
  tags?: string[];

  @Optional()
  @ValidateNested({ each: true })
  @Type(() => Part)
  parts?: Part[];

  @Optional()
  @IsObject()
  extra?: object;

  @Optional()
  @JobPayload()
  payload?: object;
}

function issuesOf(value: unknown): Issue[] {
  const checked = validate(Sample, value);
  return 'issues' in checked ? checked.issues : [];
}

const pathsOf = (value: unknown) => issuesOf(value).map((issue) => issue.path);

describe('validate', () => {
  it('gives an instance of the class', () => {
    const checked = validate(Sample, { name: 'a', parts: [{ size: 1 }] });
    expect(checked).toEqual({ value: { name: 'a', parts: [{ size: 1 }] } });
    expect('value' in checked && checked.value.parts?.[0]).toBeInstanceOf(Part);
  });

  it.each([undefined, null, 'text', 7, [], [{ name: 'a' }]])('refuses %j, which is no object', (value) => {
    expect(issuesOf(value)).toEqual([{ path: [], message: 'must be a JSON object' }]);
  });

  it('converts nothing by itself', () => {
    expect(pathsOf({ name: 1 })).toEqual([['name']]);
  });

  it('lets an optional property be absent but not null', () => {
    expect(pathsOf({ name: 'a' })).toEqual([]);
    expect(pathsOf({ name: 'a', extra: null })).toEqual([['extra']]);
  });

  it('names the elements that are wrong', () => {
    expect(issuesOf({ name: 'a', tags: ['ok', 'long one', 'ok', ''] })).toEqual([
      { path: ['tags', 1], message: expect.stringContaining('shorter than') },
      { path: ['tags', 3], message: expect.stringContaining('longer than') },
    ]);
    expect(issuesOf({ name: 'a', parts: [{ size: 1, marks: ['z'] }] })).toEqual([
      { path: ['parts', 0, 'marks', 0], message: 'marks must be one of the following values: x, y' },
    ]);
    expect(pathsOf({ name: 'a', tags: [] })).toEqual([['tags']]);
  });

  it('names elements within elements', () => {
    const parts = [{ size: 1 }, { size: 'big' }, { size: 2, marks: ['x', 'z'] }];
    expect(pathsOf({ name: 'a', parts })).toEqual([
      ['parts', 1, 'size'],
      ['parts', 2, 'marks', 1],
    ]);
  });

  it('refuses unknown properties at any depth', () => {
    expect(pathsOf({ name: 'a', other: 1, parts: [{ size: 1, other: 1 }] })).toEqual([
      ['other'],
      ['parts', 0, 'other'],
    ]);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'])('refuses the key %s', (key) => {
    const hostile = (text: string) => JSON.parse(text) as unknown;
    expect(pathsOf(hostile(`{"name":"a","${key}":{"polluted":1}}`))).toEqual([[key]]);
    expect(pathsOf(hostile(`{"name":"a","extra":{"${key}":1}}`))).toEqual([['extra', key]]);
  });

  it('refuses text that PostgreSQL cannot store, in values and in keys', () => {
    const message = expect.stringContaining('NUL characters or unpaired surrogates') as string;
    expect(issuesOf({ name: 'a\0' })).toEqual([{ path: ['name'], message }]);
    expect(issuesOf({ name: 'a', tags: ['b', '\ud800'] })).toEqual([{ path: ['tags', 1], message }]);
    expect(issuesOf({ name: 'a', extra: { 'k\0': 1 } })).toEqual([{ path: ['extra', 'k\0'], message }]);
    expect(issuesOf({ name: '😀' })).toEqual([]);
  });

  it('leaves a payload to its contract, exactly as it was sent', () => {
    const payload: unknown = JSON.parse('{"text":"\\u0000","__proto__":{"polluted":1}}');
    const checked = validate(Sample, { name: 'a', payload });
    expect('value' in checked && checked.value.payload).toBe(payload);
  });

  it('answers at most 100 issues', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, 1]));
    expect(issuesOf({ name: 'a', ...many })).toHaveLength(100);
  });

  it('never throws, whatever JSON comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const checked = validate(Sample, value);
        expect('issues' in checked ? checked.issues.length : checked.value).toBeTruthy();
      }),
    );
  });

  it('finds exactly the elements that are wrong', () => {
    const tag = fc.oneof(
      fc.string({ minLength: 1, maxLength: 3 }),
      fc.constant(''),
      fc.constant('long one'),
      fc.integer(),
    );
    fc.assert(
      fc.property(fc.array(tag, { minLength: 1, maxLength: 8 }), (tags) => {
        const clean = tags.map((each) => (typeof each === 'string' ? each.replaceAll('\0', '.') : each));
        const wrong = clean.flatMap((each, index) =>
          typeof each === 'string' && each.length >= 1 && each.length <= 3 ? [] : [index],
        );
        const found = pathsOf({ name: 'a', tags: clean }).map((path) => path[1] as number);
        expect([...new Set(found)].sort()).toEqual(wrong);
      }),
    );
  });
});
