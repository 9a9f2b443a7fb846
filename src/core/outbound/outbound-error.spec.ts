import { describe, expect, it } from 'vitest';
import { PermanentJobError, TransientJobError } from '../queue/job-errors.js';
import { OutboundError, toJobError, toOutboundError } from './outbound-error.js';

const failure = (code: string) => Object.assign(new Error('connect 10.1.2.3:443'), { code });

describe('toOutboundError', () => {
  it.each([
    ['UND_ERR_HEADERS_OVERFLOW', 'TOO_LARGE'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS'],
    ['EPROTO', 'TLS'],
    ['UND_ERR_SOCKET', 'PROTOCOL'],
    ['Z_DATA_ERROR', 'PROTOCOL'],
    ['ECONNREFUSED', 'UNREACHABLE'],
    ['ENOTFOUND', 'UNREACHABLE'],
  ])('calls %s %s, and repeats nothing of its text', (code, reason) => {
    const cause = failure(code);
    const error = toOutboundError(cause, 'example.com');
    expect(error).toMatchObject({ reason, cause });
    expect(error.message).toContain('example.com');
    expect(error.message).not.toContain('10.1.2.3');
  });

  it('leaves its own as they are', () => {
    const error = new OutboundError('TIMEOUT', 'too late');
    expect(toOutboundError(error, 'example.com')).toBe(error);
  });
});

describe('toJobError', () => {
  it.each(['BAD_URL', 'REFUSED_ADDRESS', 'TOO_MANY_REDIRECTS', 'TOO_LARGE'] as const)('gives up on %s', (reason) => {
    const error = toJobError(new OutboundError(reason, 'a sentence'));
    expect(error).toBeInstanceOf(PermanentJobError);
    expect(error).toMatchObject({ code: reason, message: 'a sentence' });
  });

  it.each(['TIMEOUT', 'UNREACHABLE', 'TLS', 'PROTOCOL', 'ABORTED'] as const)('tries again after %s', (reason) => {
    const error = toJobError(new OutboundError(reason, 'a sentence'));
    expect(error).toBeInstanceOf(TransientJobError);
    expect(error.code).toBe(reason);
  });
});
