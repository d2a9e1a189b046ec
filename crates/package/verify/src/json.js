// JSON as our programs write it. What was read must be written back as the same bytes, so that a text has one sense only: no key twice, no
// other order, no field that nobody knows.
import { isHex } from './bytes.js';

export const isText = (value) => typeof value === 'string';
export const isNumber = (value) => Number.isSafeInteger(value) && value >= 0;
export const isMd5 = (value) => isHex(value, 16);
export const isSha256 = (value) => isHex(value, 32);

export function isMoment(text) {
  const [, toSecond, parts] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{0,8}[1-9])?Z$/.exec(text) ?? [];
  const time = toSecond === undefined ? NaN : Date.parse(`${toSecond}Z`);
  return isText(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(toSecond) && parts !== '.';
}

// The identifier of something of this kind: 128 bits in the base 32 of Crockford.
export const isId = (word) => (text) => isText(text) && text.startsWith(`${word}-`) && /^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text.slice(word.length + 1));

export const oneOf = (...words) => (value) => words.includes(value);

export const orNull = (test) => (value) => value === null || test(value);

export const listOf = (test) => (value) => Array.isArray(value) && value.every(test);

// An object with these fields, all of them, in this order; those of `optional` may be absent.
export const fields = (tests, optional = []) => (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const names = Object.keys(tests).filter((name) => Object.hasOwn(value, name) || !optional.includes(name));
  const keys = Object.keys(value);
  return keys.length === names.length && names.every((name, at) => keys[at] === name && tests[name](value[name]));
};

// An object with exactly one field, which says what it is.
export const variant = (tests) => (value) => {
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  return keys.length === 1 && Object.hasOwn(tests, keys[0]) && tests[keys[0]](value[keys[0]]);
};

export function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// The value of a text that is written with indents of two spaces and a line feed; undefined where it is in another form.
export function parsePretty(text, test) {
  const value = text === null ? undefined : parseJson(text);
  return value !== undefined && test(value) && `${JSON.stringify(value, null, 2)}\n` === text ? value : undefined;
}

// The value of a line without spaces.
export function parseLine(text, test) {
  const value = parseJson(text);
  return value !== undefined && test(value) && JSON.stringify(value) === text ? value : undefined;
}

