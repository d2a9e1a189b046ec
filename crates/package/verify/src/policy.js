// Which log to believe, and which witnesses must have seen it (C2SP tlog-policy).
import { decimal, equal, toText } from './bytes.js';
import { isOrigin, keyOfLog, keyOfWitness, parseKey } from './note.js';

const mostBytes = 64 * 1024;
const isAllowed = (byte) => byte === 9 || byte === 10 || (byte >= 0x20 && byte !== 0x7f);

// Names are bytes whose meaning nobody knows, so a letter stands for each byte.
const asBytes = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

// The key behind such a text, which is UTF-8.
function keyFrom(word, kind) {
  const text = toText(Uint8Array.from(word, (letter) => letter.charCodeAt(0)));
  const key = text === null ? null : parseKey(text);
  return key?.kind === kind ? key : null;
}

class Reader {
  logs = [];
  witnesses = new Map();
  groups = new Map();
  members = new Set();
  quorum = null;

  // Whether the line is good.
  line([word, ...rest]) {
    if (word === 'log') return this.log(rest);
    if (word === 'witness') return this.witness(rest);
    if (word === 'group') return this.group(rest);
    return word === 'quorum' && this.ending(rest);
  }

  isNew(name) {
    return name !== 'none' && !this.witnesses.has(name) && !this.groups.has(name);
  }

  isKnown(name) {
    return this.witnesses.has(name) || this.groups.has(name);
  }

  log([written, ...url]) {
    const key = written === undefined || url.length > 1 ? null : keyFrom(written, keyOfLog);
    if (!key || !isOrigin(key.name) || this.logs.some((log) => equal(log.key, key.key))) return false;
    this.logs.push(key);
    return true;
  }

  witness([name, written, ...url]) {
    const key = written === undefined || url.length > 1 || !this.isNew(name) ? null : keyFrom(written, keyOfWitness);
    const isTwice = key && [...this.witnesses.values()].some((witness) => equal(witness.key, key.key));
    if (!key || isTwice) return false;
    this.witnesses.set(name, key);
    return true;
  }

  group([name, threshold, ...members]) {
    if (members.length === 0 || !this.isNew(name)) return false;
    const needed = threshold === 'any' ? 1n : threshold === 'all' ? BigInt(members.length) : decimal(threshold);
    if (needed === null || needed < 1n || needed > BigInt(members.length)) return false;
    for (const member of members) {
      if (!this.isKnown(member) || this.members.has(member)) return false;
      this.members.add(member);
    }
    this.groups.set(name, { needed: Number(needed), members });
    return true;
  }

  ending([name, ...more]) {
    if (this.quorum !== null || more.length > 0 || name === undefined || !(name === 'none' || this.isKnown(name))) return false;
    this.quorum = name;
    return true;
  }

  // The rule as a tree: a key, or so many of these.
  rule(name) {
    if (name === 'none') return { needed: 0, of: [] };
    const witness = this.witnesses.get(name);
    if (witness) return { witness };
    const { needed, members } = this.groups.get(name);
    return { name, needed, of: members.map((member) => this.rule(member)) };
  }
}

// The lines as words, without remarks.
const wordsOf = (bytes) =>
  asBytes(bytes)
    .split('\n')
    .map((line) => line.split(/[ \t]+/).filter((word) => word !== ''))
    .filter((words) => words.length > 0 && !words[0].startsWith('#'));

// The policy of some bytes; null where it can't be read or has not one log.
export function parsePolicy(bytes) {
  if (bytes.length > mostBytes || !bytes.every(isAllowed) || (bytes.length > 0 && bytes[bytes.length - 1] !== 10)) return null;
  const [reader, lines] = [new Reader(), wordsOf(bytes)];
  if (!lines.every((words) => reader.line(words)) || reader.quorum === null || reader.logs.length !== 1) return null;
  return { lines, log: reader.logs[0], witnesses: [...reader.witnesses.values()], rule: reader.rule(reader.quorum) };
}

// Whether enough witnesses have signed.
export function isSatisfied(rule, signed) {
  if (rule.witness) return signed.some((key) => equal(key.key, rule.witness.key));
  return rule.of.filter((part) => isSatisfied(part, signed)).length >= rule.needed;
}

// Whether two policies say the same, line by line.
export const isSamePolicy = (one, other) => JSON.stringify(one.lines) === JSON.stringify(other.lines);
