import { describe, expect, it } from 'vitest';
import { Clock } from '../clock.js';
import { Account, Accounts, bearerOf, labelOf } from './accounts.js';

const setUp = () => {
  const clock = new Clock();
  return { clock, accounts: new Accounts(clock) };
};
const accountOf = (accounts: Accounts, token: string): Account => {
  const account = accounts.of(token);
  if (!(account instanceof Account)) throw new Error(`the token is ${account}`);
  return account;
};

describe('Accounts', () => {
  it('opens an account for a token that it has never seen, and knows it again', () => {
    const { accounts } = setUp();
    expect(accounts.of('a')).toBe(accounts.of('a'));
    expect(accounts.of('a')).not.toBe(accounts.of('b'));
  });

  it('lets tokens that it issued expire by its clock, and others never', () => {
    const { accounts, clock } = setUp();
    const account = accountOf(accounts, 'a');
    const issued = accounts.issue(account, 7_200_000);
    expect(accounts.of(issued)).toBe(account);
    clock.offsetMs = 7_200_000;
    expect(accounts.of(issued)).toBe('EXPIRED');
    expect(accounts.of('a')).toBe(account);
  });

  it('refuses what was revoked', () => {
    const { accounts } = setUp();
    accounts.revoke('a');
    expect(accounts.of('a')).toBe('REVOKED');
  });

  it('makes one account of two that are called by one id', () => {
    const { accounts } = setUp();
    const [first, second] = [accountOf(accounts, 'a'), accountOf(accounts, 'b')];
    second.act();
    expect([accounts.bind(first, '12'), accounts.bind(second, '12')]).toEqual([true, true]);
    expect(second.self).toBe(first.self);
    expect(accounts.of('b')).toBe(first);
    expect(first.isStranger).toBe(false);
    expect(accounts.withId('12')).toBe(first);
  });

  it('leaves an account that has an id with it', () => {
    const { accounts } = setUp();
    const account = accountOf(accounts, 'a');
    accounts.bind(account, '12');
    expect([accounts.bind(account, '13'), account.platformId]).toEqual([false, '12']);
  });

  it('does not join an account to itself', () => {
    const account = new Account();
    account.joinTo(account);
    expect(account.self).toBe(account);
  });
});

describe('labelOf', () => {
  it('names the id, and before there is one a hash of the token', () => {
    const { accounts } = setUp();
    const account = accountOf(accounts, 'secret');
    expect(labelOf(account, 'secret')).toMatch(/^token-[0-9a-f]{8}$/);
    accounts.bind(account, '12');
    expect(labelOf(account, 'secret')).toBe('12');
  });
});

describe('bearerOf', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer a.b-c_d~e+f/g=', 'a.b-c_d~e+f/g='],
    ['Basic abc', undefined],
    ['Bearer a b', undefined],
    ['Bearer ', undefined],
    [undefined, undefined],
  ])('reads %j', (header, token) => {
    expect(bearerOf(header)).toBe(token);
  });
});
