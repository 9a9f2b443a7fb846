import type { ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { describe, expect, it } from 'vitest';
import { InputGuard } from './input.guard.js';

/** A request with `x` in its body and its query, to a route that asks for these arguments. */
function contextOf(...keys: string[]): ExecutionContext {
  class Controller {
    handle(): void {}
  }
  Reflect.defineMetadata(ROUTE_ARGS_METADATA, Object.fromEntries(keys.map((key) => [key, {}])), Controller, 'handle');
  return {
    switchToHttp: () => ({ getRequest: () => ({ url: '/a?x=1', body: { x: 1 }, query: { x: '1' } }) }),
    getClass: () => Controller,
    getHandler: () => Reflect.get(Controller.prototype, 'handle') as () => void,
  } as unknown as ExecutionContext;
}

describe('InputGuard', () => {
  const guard = new InputGuard();

  it('lets through what the route asks for', () => {
    expect(guard.canActivate(contextOf(`${RouteParamtypes.BODY}:0`, `${RouteParamtypes.QUERY}:1`))).toBe(true);
  });

  it.each([[[]], [[`${RouteParamtypes.PARAM}:0`]]])('refuses a body and a query beside %j', (keys) => {
    expect(() => guard.canActivate(contextOf(...keys))).toThrow('x should not exist');
  });

  it('takes no decorator of our own for a body or a query, whatever its random key begins with', () => {
    const { BODY, QUERY } = RouteParamtypes;
    const keys = [`${BODY}aB__customRouteArgs__:0`, `${QUERY}-c__customRouteArgs__:1`];
    expect(() => guard.canActivate(contextOf(...keys))).toThrow('(and 1 more)');
  });
});
