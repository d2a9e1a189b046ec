// Keys of an index of captures: the host turned round, then the path, in one spelling of all that mean the same (SURT).
import { toBytes } from './bytes.js';

const ports = { http: '80', ws: '80', https: '443', wss: '443' };
const letter = (byte) => String.fromCharCode(byte);
const lower = (text) => text.replace(/[A-Z]/g, (capital) => capital.toLowerCase());

// Splits at the first such text; what is behind is null where there is none.
export function splitOnce(text, by) {
  const at = text.indexOf(by);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + by.length)];
}

export function surtKey(uri) {
  const [scheme, behind] = splitOnce(uri, '://');
  const port = Object.hasOwn(ports, lower(scheme)) ? ports[lower(scheme)] : undefined;
  if (behind === null || port === undefined) return uri;
  const [place, query] = splitOnce(splitOnce(behind, '#')[0], '?');
  const slash = place.indexOf('/');
  const [authority, path] = slash < 0 ? [place, ''] : [place.slice(0, slash), place.slice(slash)];
  return `${hostKey(authority, port)})${pathKey(path)}${query ? `?${queryKey(query)}` : ''}`;
}

function hostKey(authority, usual) {
  const whole = lower(authority.slice(authority.lastIndexOf('@') + 1));
  const [, named, port] = /^(.*):([0-9]*)$/s.exec(whole) ?? [null, whole, ''];
  const host = named.replace(/^[.[\]]+|[.[\]]+$/g, '').replace(/^www[0-9]*\./, '');
  const parts = host.split('.').filter((part) => part !== '').reverse();
  return parts.join(',') + (port === '' || port === usual ? '' : `:${port}`);
}

// Escapes undone until none is left, as a text with a letter for each byte.
function unescaped(text) {
  let bytes = Array.from(toBytes(text), letter).join('');
  for (;;) {
    const once = bytes.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => letter(parseInt(hex, 16)));
    if (once.length === bytes.length) return bytes;
    bytes = once;
  }
}

const escaped = (bytes) =>
  bytes.replace(/[^!-~]|[#%]/gs, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

function pathKey(path) {
  const kept = [];
  for (const part of unescaped(path).split('/')) {
    if (part === '..' && kept.length > 0) kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  return `/${lower(escaped(kept.join('/')))}`;
}

function queryKey(query) {
  const pairs = lower(escaped(unescaped(query))).split('&').map((pair) => splitOnce(pair, '='));
  const order = (one, other) => (one === other ? 0 : one === null || (other !== null && one < other) ? -1 : 1);
  pairs.sort(([name, value], [otherName, otherValue]) => order(name, otherName) || order(value, otherValue));
  return pairs.map(([name, value]) => (value === null ? name : `${name}=${value}`)).join('&');
}
