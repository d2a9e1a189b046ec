// Signed notes, checkpoints, cosignatures and proofs of a transparency log, in the strict forms of C2SP (signed-note, tlog-checkpoint,
// tlog-cosignature, tlog-proof).
import { concat, decimal, equal, fromBase64, toBytes, toHex, toText } from './bytes.js';
import { isGoodKey, verifyEd25519 } from './ed25519.js';
import { nodeHash, sha256Now } from './hash.js';

const mostNoteBytes = 256 * 1024;
const mostSignatures = 100;
const mostExtra = 512 * 1024;
const mostHashes = 63;
const longestOrigin = 255;

export const keyOfLog = 0x01;
export const keyOfWitness = 0x04;

// Below U+0020 nothing but the end of a line may stand in a note.
const hasControls = (text) => /[\u0000-\u0009\u000b-\u001f]/.test(text);

// White space as Unicode has it (White_Space), which is what the format names; U+FEFF, which `\s` has too, is none.
export const isKeyName = (name) => name !== '' && !/[+\u0000-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(name);

// A key as `name+number+key`; null where it is none, or not a good one.
export function parseKey(text) {
  const [, name, number, written] = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(text) ?? [];
  const bytes = written === undefined ? null : fromBase64(written);
  if (!bytes || bytes.length !== 33 || !isKeyName(name)) return null;
  const [kind, key] = [bytes[0], bytes.subarray(1)];
  if ((kind !== keyOfLog && kind !== keyOfWitness) || !isGoodKey(key)) return null;
  const id = toHex(sha256Now(toBytes(`${name}\n`), bytes).subarray(0, 4));
  return id === number ? { name, kind, id, key, text } : null;
}

function parseSignature(line) {
  const [, name, written] = /^\u2014 ([^ ]*) (.*)$/s.exec(line) ?? [];
  const bytes = written === undefined ? null : fromBase64(written);
  if (!bytes || bytes.length < 5 || !isKeyName(name)) return null;
  return { name, id: toHex(bytes.subarray(0, 4)), bytes: bytes.subarray(4) };
}

// A text with signatures below it; null where the bytes are none.
export function parseNote(bytes) {
  const whole = bytes.length > mostNoteBytes ? null : toText(bytes);
  if (whole === null || hasControls(whole) || !whole.endsWith('\n')) return null;
  const split = whole.lastIndexOf('\n\n');
  if (split < 0) return null;
  const lines = whole.slice(split + 2, -1).split('\n');
  const signatures = lines.length > mostSignatures ? [] : lines.map(parseSignature);
  return signatures.length > 0 && signatures.every(Boolean) ? { text: whole.slice(0, split + 1), signatures } : null;
}

// Which of the known keys have signed, with the time that a witness says; `bad` names keys whose signature is false.
export async function verifyNote(note, keys) {
  const [good, bad] = [[], []];
  for (const signature of note.signatures) {
    const named = keys.filter((key) => key.id === signature.id && key.name === signature.name);
    if (named.length === 0) continue;
    const time = named.some((key) => !equal(key.key, named[0].key)) ? null : await made(named[0], note.text, signature.bytes);
    if (time === null) bad.push(named[0]);
    else good.push({ key: named[0], time });
  }
  return { good, bad };
}

// The time that the signature says, 0 for one that says none; null where it is false.
async function made(key, text, signature) {
  if (key.kind === keyOfLog) return (await verifyEd25519(key.key, toBytes(text), signature)) ? 0n : null;
  if (signature.length !== 72) return null;
  const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  const message = toBytes(`cosignature/v1\ntime ${time}\n${text}`);
  return time < 1n << 63n && (await verifyEd25519(key.key, message, signature.subarray(8))) ? time : null;
}

function parseHash(text) {
  const bytes = fromBase64(text);
  return bytes?.length === 32 ? bytes : null;
}

// Whether a text can name a log.
export const isOrigin = (text) => text !== '' && toBytes(text).length <= longestOrigin;

// A signed checkpoint: of which log, how large, with which root.
export function parseCheckpoint(bytes) {
  const note = parseNote(bytes);
  if (!note) return null;
  const [origin, size, root, ...extensions] = note.text.slice(0, -1).split('\n');
  const head = { size: decimal(size ?? ''), root: parseHash(root ?? '') };
  return isOrigin(origin) && head.size !== null && head.root && !extensions.includes('') ? { note, origin, ...head } : null;
}

const proofHead = 'c2sp.org/tlog-proof@v1\n';

// A proof that an entry is in a log, with its checkpoint as it stands there.
export function parseProof(bytes) {
  const text = bytes.length > Math.floor(mostExtra / 3) * 4 + mostNoteBytes + 8192 ? null : toText(bytes);
  const split = text?.indexOf('\n\n') ?? -1;
  if (split < 0 || !text.startsWith(proofHead)) return null;
  const [index, ...path] = text.slice(proofHead.length, split).split('\n');
  const at = index.startsWith('index ') ? decimal(index.slice(6)) : null;
  const hashes = path.length > mostHashes ? [null] : path.map(parseHash);
  return at !== null && hashes.every(Boolean) ? { index: at, path: hashes, checkpoint: text.slice(split + 2) } : null;
}

// Whether a leaf stands at a place in the tree of a checkpoint (RFC 6962, section 2.1.1).
export function isIncluded(leaf, { index, path }, { size, root }) {
  if (index >= size) return false;
  let [node, last, hash] = [index, size - 1n, leaf];
  for (const beside of path) {
    if (last === 0n) return false;
    if (node & 1n || node === last) {
      hash = nodeHash(beside, hash);
      // A node at the right edge stands alone until it is a right child.
      while (!(node & 1n) && node !== 0n) [node, last] = [node >> 1n, last >> 1n];
    } else {
      hash = nodeHash(hash, beside);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n && equal(hash, root);
}

// The text of the key for openssl: the public key of RFC 8410.
export function toPem(key) {
  const der = concat(Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00), key);
  return `-----BEGIN PUBLIC KEY-----\n${btoa(String.fromCharCode(...der))}\n-----END PUBLIC KEY-----\n`;
}
