import { customAlphabet } from 'nanoid';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const firstOf = customAlphabet(letters, 1);
const restOf = customAlphabet(`0123456789${letters}`, 23);

/**
 * A new id of a row: a letter and 23 letters or digits, as a cuid2 has them, 123 random bits. Why no cuid2 library makes it:
 * docs/adr/0015.
 */
export const createId = (): string => firstOf() + restOf();
