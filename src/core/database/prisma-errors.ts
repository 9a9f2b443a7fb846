import { Prisma } from './generated/client.js';

/** Prisma's codes: a unique constraint was hit; the row to change is not there. */
const UNIQUE_VIOLATION = 'P2002';
const ROW_MISSING = 'P2025';

/** Null where the row to change is not there. */
export async function nullIfMissing<T>(write: Promise<T>): Promise<T | null> {
  return write.catch((error: unknown) => {
    if (isKnown(error, ROW_MISSING)) return null;
    throw error;
  });
}

/** @throws what `refusal` makes of it where a unique constraint stands against the write */
export async function refuseTaken<T>(write: Promise<T>, refusal: (cause: unknown) => Error): Promise<T> {
  return write.catch((error: unknown) => {
    throw isKnown(error, UNIQUE_VIOLATION) ? refusal(error) : error;
  });
}

function isKnown(error: unknown, code: string): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === code;
}
